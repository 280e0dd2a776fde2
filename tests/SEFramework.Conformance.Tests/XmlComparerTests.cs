using System.Xml.Linq;
using SEFramework.Conformance.Comparison;

namespace SEFramework.Conformance.Tests;

[TestClass]
public sealed class XmlComparerTests
{
    private readonly Dictionary<string, string> _variables = [];

    [TestMethod]
    [DataRow("<a><b>1</b><c>2</c></a>", "<a><c>2</c><b> 1\n</b></a>")]
    [DataRow("<a type='int'>0x1</a>", "<a type='int' other='x'>0x1</a>")]
    [DataRow("<a>{{int}}</a>", "<a>0x5E</a>")]
    [DataRow("<a>{{int}}</a>", "<a>-0x8000</a>")]
    [DataRow("<a at='{{timestamp}}'/>", "<a at='1361000766.18'/>")]
    [DataRow("<a>{{mac}}</a>", "<a>00:1C:DA:00:05:0A:3B:7E</a>")]
    [DataRow("<a>{{match .*Key not authorized}}</a>", "<a>Error: 0xBB, Key not authorized</a>")]
    [DataRow("<a><b>1</b><b>2</b></a>", "<a><b>2</b><b>1</b></a>")]
    [DataRow("<a type='list'><item>1</item><item>2</item></a>", "<a type='list'><item>1</item><item>2</item></a>")]
    [DataRow("<a xmlns:s='urn:seframework:session:1' s:extra='allowed'><b/></a>", "<a><b/><c/></a>")]
    [DataRow("<a xmlns:s='urn:seframework:session:1'><b s:optional='true'/></a>", "<a/>")]
    [DataRow("<a type='list' xmlns:s='urn:seframework:session:1'><item s:optional='true'>1</item><item s:optional='true'>2</item></a>", "<a type='list'><item>2</item></a>")]
    public void Alike(string expected, string actual) => Assert.IsNull(Compare(expected, actual));

    [TestMethod]
    [DataRow("<a><b>1</b></a>", "<a><b>2</b></a>", "/a/b: expected '1', got '2'")]
    [DataRow("<a><b>1</b></a>", "<a/>", "/a/b: expected to be there, got nothing")]
    [DataRow("<a><b/></a>", "<a><b/><c/></a>", "/a/c: expected nothing, got <c>")]
    [DataRow("<a type='int'>1</a>", "<a>1</a>", "/a/@type: expected 'int', got nothing")]
    [DataRow("<a type='int'>1</a>", "<a type='INT'>1</a>", "/a/@type: expected 'int', got 'INT'")]
    [DataRow("<a>{{int}}</a>", "<a>94</a>", "/a: expected '{{int}}', got '94'")]
    [DataRow("<a>{{int}}</a>", "<a>0x5e</a>", "/a: expected '{{int}}', got '0x5e'")]
    [DataRow("<a>{{int}}</a>", "<a>0x05</a>", "/a: expected '{{int}}', got '0x05'")]
    [DataRow("<a>1</a>", "<b>1</b>", "/b: expected <a>, got <b>")]
    [DataRow("<a type='list'><item>1</item><item>2</item></a>", "<a type='list'><item>2</item><item>1</item></a>", "/a/item[1]: expected '1', got '2'")]
    [DataRow("<a>x</a>", "<a><b/></a>", "/a: expected text 'x', got child elements <b>")]
    [DataRow("<a xmlns:s='urn:seframework:session:1'><b s:optional='true'>1</b></a>", "<a><b>2</b></a>", "/a/b: expected '1', got '2'")]
    public void Different(string expected, string actual, string difference) => Assert.AreEqual(difference, Compare(expected, actual)?.ToString());

    [TestMethod]
    public void Captures_are_used_later_and_dropped_when_the_comparison_fails()
    {
        Assert.IsNull(Compare("<a><b>{{capture id}}</b></a>", "<a><b>0x7</b></a>"));
        Assert.IsNull(Compare("<a>{{=id}}</a>", "<a>0x7</a>"));
        Assert.IsNotNull(Compare("<a>{{=id}}</a>", "<a>0x8</a>"));
        Assert.IsNotNull(Compare("<a><b>{{capture other}}</b><c>1</c></a>", "<a><b>x</b><c>2</c></a>"));
        Assert.IsFalse(_variables.ContainsKey("other"));
    }

    private Mismatch? Compare(string expected, string actual) =>
        new XmlComparer(_variables).Compare(XElement.Parse(expected), XElement.Parse(actual));
}
