using System.Xml;

namespace SEFramework.Rpc.Xml;

/// <summary>Texts from devices may hold characters that XML 1.0 cannot carry.</summary>
public static class LegalXml
{
    /// <summary>Replaces each character that XML 1.0 forbids by U+FFFD, so that a reply is always well-formed.</summary>
    /// <param name="text">The text.</param>
    public static string Clean(string text)
    {
        var firstBad = FirstBad(text);
        if (firstBad < 0)
        {
            return text;
        }

        return string.Create(text.Length, text, static (span, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                if (i + 1 < source.Length && XmlConvert.IsXmlSurrogatePair(source[i + 1], source[i]))
                {
                    span[i] = source[i];
                    span[i + 1] = source[++i];
                }
                else
                {
                    span[i] = XmlConvert.IsXmlChar(source[i]) ? source[i] : '\uFFFD';
                }
            }
        });
    }

    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
