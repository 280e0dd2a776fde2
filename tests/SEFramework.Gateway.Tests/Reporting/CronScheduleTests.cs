using System.Globalization;
using SEFramework.Gateway.Reporting;

namespace SEFramework.Gateway.Tests.Reporting;

/// <summary>The schedules of start_reports: reference 03, section 3.0, and reference 06, section 5.8.</summary>
[TestClass]
public sealed class CronScheduleTests
{
    [TestMethod]
    [DataRow("*/10 * * * * *", "2014-02-11T10:00:00Z", "2014-02-11T10:00:10Z")]
    [DataRow("0 */20 * * * *", "2014-02-11T10:19:59.9Z", "2014-02-11T10:20:00Z")]
    [DataRow("0 */20 * * * *", "2014-02-11T10:20:00Z", "2014-02-11T10:40:00Z")]
    [DataRow("30 15 3 * * *", "2014-12-31T03:15:30Z", "2015-01-01T03:15:30Z")]
    [DataRow("0 0 0 1 JAN,jul *", "2014-01-01T00:00:00Z", "2014-07-01T00:00:00Z")]
    [DataRow("0 0 12 ? * MON-FRI", "2014-02-14T12:00:00Z", "2014-02-17T12:00:00Z")]
    [DataRow("0 0 12 * * 7", "2014-02-11T00:00:00Z", "2014-02-16T12:00:00Z")]
    [DataRow("0 0 12 * * 0", "2014-02-11T00:00:00Z", "2014-02-16T12:00:00Z")]
    [DataRow("0 0 0 29 2 *", "2016-02-29T00:00:00Z", "2020-02-29T00:00:00Z")]
    [DataRow("0 0 0 29 2 *", "2096-02-29T00:00:00Z", "2104-02-29T00:00:00Z")]
    [DataRow("5/20 10-12,40 23 31 * *", "2014-02-11T00:00:00Z", "2014-03-31T23:10:05Z")]
    [DataRow("0 0 0 13 * FRI", "2014-02-11T00:00:00Z", "2014-02-13T00:00:00Z", DisplayName = "either day is enough")]
    [DataRow("0 0 0 * * FRI", "2014-02-11T00:00:00Z", "2014-02-14T00:00:00Z")]
    [DataRow("59 59 23 31 12 *", "2014-12-31T23:59:58Z", "2014-12-31T23:59:59Z")]
    public void The_next_time_is_what_the_fields_say(string text, string after, string next)
    {
        Assert.IsTrue(CronSchedule.TryParse(text, out var schedule, out var problem), problem);
        Assert.AreEqual(text, schedule!.Text);
        Assert.AreEqual(Time(next), schedule.Next(Time(after)));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("*/10 * * * *", DisplayName = "five fields, as ordinary cron has them")]
    [DataRow("* * * * * * *")]
    [DataRow("60 * * * * *")]
    [DataRow("* * 24 * * *")]
    [DataRow("* * * 0 * *")]
    [DataRow("* * * * 13 *")]
    [DataRow("* * * * * 8")]
    [DataRow("5-1 * * * * *")]
    [DataRow("*/0 * * * * *")]
    [DataRow("*/-1 * * * * *")]
    [DataRow("1/2/3 * * * * *")]
    [DataRow(", * * * * *")]
    [DataRow("* * * * FEBRUARY *")]
    [DataRow("+5 * * * * *")]
    [DataRow("99999999999 * * * * *")]
    [DataRow("*/99999999999 * * * * *")]
    [DataRow("0 0 0 30 2 *", DisplayName = "a day that never comes")]
    public void What_is_no_schedule_is_refused_with_a_reason(string text)
    {
        Assert.IsFalse(CronSchedule.TryParse(text, out _, out var problem));
        Assert.IsFalse(string.IsNullOrEmpty(problem));
    }

    [TestMethod]
    public void Each_time_is_later_than_the_last_and_fits_the_fields()
    {
        Assert.IsTrue(CronSchedule.TryParse("*/7 1-59/2 * * 2-11 1-5", out var schedule, out _));
        var time = Time("2014-11-28T23:50:00Z");
        for (var i = 0; i < 5000; i++)
        {
            var next = schedule!.Next(time)!.Value;
            Assert.IsGreaterThan(time, next);
            Assert.AreEqual(0, next.Second % 7);
            Assert.AreEqual(1, next.Minute % 2);
            Assert.IsTrue(next.Month is >= 2 and <= 11 && next.DayOfWeek is >= DayOfWeek.Monday and <= DayOfWeek.Friday, $"{next:O}");
            time = next;
        }
    }

    [TestMethod]
    public void Beyond_the_end_of_time_there_is_nothing()
    {
        Assert.IsTrue(CronSchedule.TryParse("* * * * * *", out var schedule, out _));
        Assert.IsNull(schedule!.Next(DateTimeOffset.MaxValue));
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
