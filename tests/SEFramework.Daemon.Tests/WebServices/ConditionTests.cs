using FsCheck;
using FsCheck.Fluent;
using SEFramework.Daemon.WebServices;

namespace SEFramework.Daemon.Tests.WebServices;

/// <summary>The conditions of web services: what they mean, and that no text breaks their reader. Source: reference 01, section 1.8.</summary>
[TestClass]
public sealed class ConditionTests
{
    private static readonly string[] Fields = ["fdName", "fdSize", "fdCreatedDate", "fdPath"];

    private static readonly Dictionary<string, string> Row = new(StringComparer.Ordinal)
    {
        ["fdName"] = "get_time's.xml",
        ["fdSize"] = "120",
        ["fdCreatedDate"] = "2013-02-16T10:00:00.000Z",
        ["fdPath"] = "/db/home/a/",
    };

    [TestMethod]
    [DataRow("", true)]
    [DataRow("fdSize>99", true)]
    [DataRow("fdSize > '1000'", false)]
    [DataRow("fdCreatedDate<'2013-02-16T12:00:00+01:00'", true)]
    [DataRow("fdCreatedDate<'2013-02-16T10:00:00Z'", false)]
    [DataRow("fdName='get_time''s.xml'", true)]
    [DataRow("fdName=\"get_time's.xml\"", true)]
    [DataRow("fdName like 'get%xml' and fdSize<>5", true)]
    [DataRow("fdName LIKE '%time%' AND not_there='x'", null)]
    [DataRow("fdName like 'time%'", false)]
    [DataRow("fdSize=1 or fdSize=2 and fdSize=3 or fdSize=120", true)]
    [DataRow("(fdSize=1 or fdSize=120) and fdName='x'", false)]
    [DataRow("id/fdPath='~/a/'", true)]
    [DataRow("fdSize=120 fdSize=120", null)]
    [DataRow("fdSize 120", null)]
    [DataRow("((fdSize=120)", null)]
    [DataRow("fdName='open", null)]
    public void Conditions_mean_what_they_say_or_are_refused(string text, bool? expected)
    {
        if (expected is null)
        {
            Assert.AreEqual(400, Assert.ThrowsExactly<WebServiceException>(() => Parse(text)).Status);
        }
        else
        {
            Assert.AreEqual(expected, Parse(text).Matches(Row.GetValueOrDefault));
        }
    }

    [TestMethod]
    public void No_text_breaks_the_reader()
    {
        string[] words = ["fdName", "fdSize", "(", ")", "and", "or", "like", "=", "<", "<>", "'", "\"", "'a%b'", "12", " ", "%", "~/", "\0", "é", "id/"];
        var texts = from parts in Gen.ArrayOf(Gen.Elements(words)) select string.Concat(parts);
        Prop.ForAll(Arb.From(texts), static text =>
        {
            try
            {
                Parse(text).Matches(Row.GetValueOrDefault);
            }
            catch (WebServiceException)
            {
                // Refused, with a place and a reason.
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithReplay(20131, 4711));
    }

    [TestMethod]
    public void Parentheses_without_end_are_refused_and_not_followed() =>
        Assert.ThrowsExactly<WebServiceException>(static () => Parse(new string('(', 5000)));

    private static Condition Parse(string text) =>
        ConditionParser.Parse(text, Fields, static (field, value) => field == "fdPath" ? value.Replace("~/", "/db/home/", StringComparison.Ordinal) : value);
}
