using SEFramework.Gateway.SmartEnergy.Events;
using SEFramework.Zigbee.SmartEnergy;
using SEFramework.Zigbee.SmartEnergy.Drlc;
using SEFramework.Zigbee.SmartEnergy.Messaging;
using SEFramework.Zigbee.SmartEnergy.Price;

namespace SEFramework.Gateway.Tests.SmartEnergy;

/// <summary>The life of events on given time: reference 05, sections 3.4, 4.2 and 5.</summary>
[TestClass]
public sealed class EventListTests
{
    private const long T0 = 500_000_000;
    private const int Minute = 60;

    private readonly EventList _loads = new(EventKinds.LoadControl, isClient: true, capacity: 50, new Random(7));
    private readonly EventList _prices = new(EventKinds.Price, isClient: true, capacity: 50, new Random(7));
    private readonly EventList _messages = new(EventKinds.Message, isClient: true, capacity: 50, new Random(7));

    [TestMethod]
    public void An_event_for_now_runs_at_once_and_ends_after_its_duration()
    {
        Add(_loads, Load(1, 0, 30), T0);
        AssertChanges(_loads.Advance(T0), (1, EventTransition.Started, T0));
        Assert.AreEqual(T0 + (30 * Minute), _loads.NextDue);
        Assert.IsEmpty(_loads.Advance(T0 + (30 * Minute) - 1));
        AssertChanges(_loads.Advance(T0 + (30 * Minute)), (1, EventTransition.Completed, T0 + (30 * Minute)));
        Assert.IsNull(_loads.NextDue);
    }

    [TestMethod]
    public void Start_and_end_are_spread_within_their_limits_and_no_start_comes_after_the_end()
    {
        var starts = new HashSet<long>();
        for (var seed = 0; seed < 200; seed++)
        {
            var list = new EventList(EventKinds.LoadControl, true, 10, new Random(seed));
            Assert.AreEqual(
                AddOutcome.Added,
                list.Add(Load(1, T0 + 3600, 10) with { EventControl = 3 }, T0, new Randomization(30, 20), out var added, out _));
            starts.Add(added!.EffectiveStart);
            Assert.IsTrue(added.EffectiveStart >= added.Start && added.EffectiveStart < added.End);
            Assert.IsTrue(added.EffectiveEnd >= added.End && added.EffectiveEnd <= added.End + (20 * Minute));
        }

        Assert.IsGreaterThan(50, starts.Count);
        var fixedList = new EventList(EventKinds.LoadControl, true, 10, new Random(1));
        fixedList.Add(Load(1, T0 + 3600, 10), T0, new Randomization(30, 20), out var same, out _);
        Assert.AreEqual((T0 + 3600, T0 + 4200), (same!.EffectiveStart, same.EffectiveEnd));
    }

    [TestMethod]
    public void What_overlaps_gives_way_at_once_when_it_has_not_started_and_a_second_before_when_it_runs()
    {
        Add(_loads, Load(1, T0 + 100, 30), T0);
        AssertChanges(Add(_loads, Load(2, T0 + 200, 30), T0), (1, EventTransition.Superseded, T0));
        AssertChanges(_loads.Advance(T0 + 200), (2, EventTransition.Started, T0 + 200));
        Assert.IsEmpty(Add(_loads, Load(3, T0 + 500, 30), T0 + 300));
        AssertChanges(
            _loads.Advance(T0 + 500), (2, EventTransition.Superseded, T0 + 499), (3, EventTransition.Started, T0 + 500));
        Assert.IsEmpty(Add(_loads, Load(4, 0, 30), T0 + 600));
        AssertChanges(
            _loads.Advance(T0 + 600), (3, EventTransition.Superseded, T0 + 600), (4, EventTransition.Started, T0 + 600));
    }

    [TestMethod]
    public void An_event_only_takes_the_device_classes_that_it_names()
    {
        Add(_loads, Load(1, T0 + 100, 30) with { DeviceClass = 0x03 }, T0);
        Assert.IsEmpty(Add(_loads, Load(2, T0 + 100, 30) with { DeviceClass = 0x01 }, T0));
        Assert.AreEqual(0x02, _loads.Find(1)!.Parts);
        Assert.IsEmpty(Add(_loads, Load(3, T0 + 100, 30) with { DeviceClass = 0x04 }, T0));
        AssertChanges(Add(_loads, Load(4, T0 + 100, 30) with { DeviceClass = 0x02 }, T0), (1, EventTransition.Superseded, T0));
        _loads.Advance(T0 + 100);
        Assert.HasCount(3, _loads.Running.ToArray());
    }

    [TestMethod]
    public void Back_to_back_events_do_not_touch_each_other_and_a_late_end_yields_to_the_next_start()
    {
        Add(_loads, Load(1, 0, 10) with { EventControl = 2 }, T0, new Randomization(0, 60));
        var former = _loads.Find(1)!;
        Assert.IsGreaterThan(T0 + (10 * Minute), former.EffectiveEnd);
        Assert.IsEmpty(Add(_loads, Load(2, T0 + (10 * Minute), 10), T0));
        _loads.Advance(T0);
        AssertChanges(
            _loads.Advance(T0 + (10 * Minute)),
            (1, EventTransition.Completed, T0 + (10 * Minute)),
            (2, EventTransition.Started, T0 + (10 * Minute)));
    }

    [TestMethod]
    [DataRow(0u, false, 100, DisplayName = "now")]
    [DataRow((uint)(T0 + 400), false, 400, DisplayName = "later")]
    [DataRow((uint)(T0 - 400), false, 100, DisplayName = "in the past is now")]
    public void A_cancel_takes_effect_when_it_says(uint effective, bool spread, int expected)
    {
        Add(_loads, Load(1, 0, 30), T0);
        _loads.Advance(T0);
        Assert.AreEqual(CancelOutcome.Done, _loads.Cancel(1, effective, spread, T0 + 100));
        AssertChanges(_loads.Advance(T0 + 1000), (1, EventTransition.Cancelled, T0 + expected));
    }

    [TestMethod]
    public void A_cancel_may_keep_the_spread_of_the_end_but_an_event_that_has_not_started_is_gone_at_once()
    {
        Add(_loads, Load(1, 0, 30) with { EventControl = 2 }, T0, new Randomization(0, 60));
        _loads.Advance(T0);
        var spread = _loads.Find(1)!.EffectiveEnd - _loads.Find(1)!.End;
        _loads.Cancel(1, 0, useRandomization: true, T0 + 100);
        Assert.AreEqual(Math.Min(T0 + 100 + spread, T0 + (30 * Minute) + spread), _loads.Find(1)!.EffectiveEnd);

        Add(_loads, Load(2, T0 + 7200, 30) with { EventControl = 2 }, T0 + 100, new Randomization(0, 60));
        _loads.Cancel(2, 0, useRandomization: true, T0 + 100);
        Assert.AreEqual((2u, EventTransition.Cancelled, T0 + 100), _loads.Advance(T0 + 100).Select(Of).Single());
    }

    [TestMethod]
    public void Cancels_of_what_is_not_there_or_at_a_wrong_time_are_refused()
    {
        Add(_loads, Load(1, 0, 30), T0);
        Assert.AreEqual(CancelOutcome.NotFound, _loads.Cancel(2, 0, false, T0));
        Assert.AreEqual(CancelOutcome.InvalidTime, _loads.Cancel(1, 0xFFFFFFFF, false, T0));
        Assert.AreEqual(CancelOutcome.InvalidTime, _loads.Cancel(1, (uint)(T0 + (30 * Minute) + 1), false, T0));
        _loads.Advance(T0);
        Assert.AreEqual(T0 + (30 * Minute), _loads.NextDue);
    }

    [TestMethod]
    public void Ids_stay_taken_until_the_end_that_the_event_would_have_had()
    {
        Add(_loads, Load(1, 0, 30), T0);
        Assert.AreEqual(AddOutcome.Duplicate, _loads.Add(Load(1, 0, 5), T0, default, out _, out _));
        _loads.Cancel(1, 0, false, T0);
        _loads.Advance(T0);
        Assert.AreEqual(AddOutcome.Duplicate, _loads.Add(Load(1, 0, 5), T0 + 60, default, out _, out _), "its server may send it once more");
        _loads.Advance(T0 + (30 * Minute));
        Assert.AreEqual(AddOutcome.Added, _loads.Add(Load(1, 0, 5), T0 + (31 * Minute), default, out _, out _));
        _loads.Clear();
        Assert.AreEqual(AddOutcome.Added, _loads.Add(Load(1, 0, 5), T0 + (31 * Minute), default, out _, out _));
    }

    [TestMethod]
    public void Times_that_cannot_be_are_refused()
    {
        Assert.AreEqual(AddOutcome.Invalid, _loads.Add(Load(1, 0xFFFFFFFF, 30), T0, default, out _, out _));
        Assert.AreEqual(AddOutcome.Invalid, _loads.Add(Load(1, 0, 1441), T0, default, out _, out _));
        Assert.AreEqual(AddOutcome.Invalid, _loads.Add(Load(1, 0, 0xFFFF), T0, default, out _, out _), "load control does not last until changed");
        Assert.AreEqual(AddOutcome.Expired, _loads.Add(Load(1, T0 - 1800, 30), T0, default, out _, out _));
        Assert.AreEqual(AddOutcome.Added, _loads.Add(Load(1, T0 - 1799, 30), T0, default, out _, out _));
        var small = new EventList(EventKinds.LoadControl, true, 1, new Random(1));
        small.Add(Load(1, T0 + 60, 1), T0, default, out _, out _);
        Assert.AreEqual(AddOutcome.Full, small.Add(Load(2, T0 + 600, 1), T0, default, out _, out _));
    }

    [TestMethod]
    public void A_clock_that_jumps_ends_what_ran_and_misses_what_did_not_and_one_that_goes_back_stops_nothing()
    {
        Add(_loads, Load(1, 0, 30) with { DeviceClass = 1 }, T0);
        Add(_loads, Load(2, T0 + 3600, 30) with { DeviceClass = 2 }, T0);
        _loads.Advance(T0);
        Assert.IsEmpty(_loads.Advance(T0 - 7200));
        Assert.AreEqual(EventState.Running, _loads.Find(1)!.State);
        AssertChanges(
            _loads.Advance(T0 + 86400), (1, EventTransition.Completed, T0 + (30 * Minute)), (2, EventTransition.Missed, T0 + 3600 + (30 * Minute)));
    }

    [TestMethod]
    public void The_larger_id_wins_among_prices_of_one_commodity()
    {
        Add(_prices, Price(10, T0 + 3600, 60), T0);
        Assert.AreEqual(AddOutcome.Outdated, _prices.Add(Price(9, T0 + 5400, 60), T0, default, out _, out _));
        Add(_prices, Price(8, 0, 120), T0);
        Assert.AreEqual(T0 + 3600, _prices.Find(8)!.EffectiveEnd, "the older price lasts until the newer one begins");
        _prices.Advance(T0);
        Add(_prices, Price(1, T0 + 3600, 60) with { UnitOfMeasure = 1 }, T0);
        Add(_prices, Price(2, T0 + 3600, 60) with { ProviderId = 2 }, T0);
        AssertChanges(Add(_prices, Price(11, T0 + 3700, 60), T0), (10, EventTransition.Superseded, T0));
        Assert.HasCount(4, _prices.Events);
    }

    [TestMethod]
    public void What_lasts_until_changed_lasts_until_the_next_begins_whichever_came_first()
    {
        Add(_prices, Price(1, 0, 0xFFFF), T0);
        _prices.Advance(T0);
        Assert.IsNull(_prices.NextDue);
        Add(_prices, Price(2, T0 + 600, 60), T0);
        AssertChanges(_prices.Advance(T0 + 600), (1, EventTransition.Superseded, T0 + 600), (2, EventTransition.Started, T0 + 600));

        Add(_messages, Message(2, T0 + 600, 60), T0);
        Add(_messages, Message(1, 0, 0xFFFF), T0);
        _messages.Advance(T0);
        AssertChanges(_messages.Advance(T0 + 600), (1, EventTransition.Superseded, T0 + 600), (2, EventTransition.Started, T0 + 600));
    }

    [TestMethod]
    public void A_message_whose_cancel_is_to_be_confirmed_stays_until_then()
    {
        Add(_messages, Message(1, 0, 10), T0);
        Assert.IsFalse(_messages.Hold(1), "it does not run yet");
        _messages.Advance(T0);
        Assert.IsTrue(_messages.Hold(1));
        Add(_messages, Message(2, 0, 10), T0);
        Assert.AreEqual((2u, EventTransition.Started, T0), _messages.Advance(T0).Select(Of).Single());
        Assert.AreEqual((2u, EventTransition.Completed, T0 + 600), _messages.Advance(T0 + 6000).Select(Of).Single());
        _messages.Release(1, T0 + 6000);
        Assert.AreEqual((1u, EventTransition.Cancelled, T0 + 6000), _messages.Advance(T0 + 6000).Select(Of).Single());
    }

    [TestMethod]
    public void Cancelling_what_was_to_follow_gives_the_former_its_time_back()
    {
        Add(_messages, Message(1, 0, 0xFFFF), T0);
        _messages.Advance(T0);
        Add(_messages, Message(2, T0 + 600, 10), T0);
        Assert.AreEqual(CancelOutcome.Done, _messages.Cancel(2, 0, false, T0));
        Assert.AreEqual((2u, EventTransition.Cancelled, T0), _messages.Advance(T0).Select(Of).Single());
        Assert.IsEmpty(_messages.Advance(T0 + 6000), "the first goes on");

        Add(_loads, Load(1, 0, 60), T0);
        _loads.Advance(T0);
        Add(_loads, Load(2, T0 + 600, 60), T0);
        _loads.Cancel(2, 0, false, T0);
        _loads.Advance(T0);
        Assert.AreEqual((1u, EventTransition.Completed, T0 + 3600), _loads.Advance(T0 + 3600).Select(Of).Single());
    }

    [TestMethod]
    public void A_cancel_that_takes_effect_first_is_what_ends_the_event()
    {
        Add(_loads, Load(1, 0, 60), T0);
        _loads.Advance(T0);
        _loads.Cancel(1, (uint)(T0 + 600), false, T0);
        Add(_loads, Load(2, T0 + 1200, 30), T0);
        Assert.AreEqual((1u, EventTransition.Cancelled, T0 + 600), _loads.Advance(T0 + 600).Select(Of).Single());
    }

    [TestMethod]
    public void A_server_keeps_what_it_was_told()
    {
        var server = new EventList(EventKinds.LoadControl, isClient: false, 10, new Random(1));
        Add(server, Load(1, 0, 30), T0);
        Add(server, Load(2, 0, 30), T0);
        server.Advance(T0);
        Assert.HasCount(2, server.Running.ToArray());
        Assert.AreEqual(30, ((LoadControlEvent)server.Find(1)!.ForSending((uint)T0)).DurationInMinutes);
        Assert.AreEqual(20, ((LoadControlEvent)server.Find(1)!.ForSending((uint)T0 + 600)).DurationInMinutes);
        Assert.AreEqual(20, ((LoadControlEvent)server.Find(1)!.ForSending((uint)T0 + 650)).DurationInMinutes, "a minute that has begun counts");
    }

    [TestMethod]
    [DataRow("", false, false, DisplayName = "in all along")]
    [DataRow("o|", true, false, DisplayName = "out before the start")]
    [DataRow("|o", false, true, DisplayName = "out during")]
    [DataRow("o|i", false, true, DisplayName = "out, then in during")]
    [DataRow("oi|", false, false, DisplayName = "out and in again before the start")]
    public void What_the_user_decided_is_known_at_the_end(string choices, bool none, bool partial)
    {
        var participation = new Participation();
        var parts = choices.Split('|');
        foreach (var choice in parts[0])
        {
            participation.Choose(choice == 'o', isRunning: false);
        }

        participation.Begin();
        foreach (var choice in parts.ElementAtOrDefault(1) ?? "")
        {
            Assert.IsTrue(participation.Choose(choice == 'o', isRunning: true));
            Assert.IsFalse(participation.Choose(choice == 'o', isRunning: true), "the same again is no news");
        }

        Assert.AreEqual((none, partial), (participation.IsNone, participation.IsPartial));
    }

    [TestMethod]
    public void Whatever_happens_no_two_running_events_share_a_part_and_each_event_starts_and_ends_once()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 300; round++)
        {
            var kind = EventKinds.All[round % EventKinds.All.Count];
            var list = new EventList(kind, isClient: true, 30, random);
            var log = new List<EventChange>();
            var now = T0;
            for (var step = 0; step < 60; step++)
            {
                var id = (uint)random.Next(1, 25);
                var start = random.Next(3) == 0 ? 0 : now + random.Next(-600, 3000);
                var duration = (ushort)random.Next(0, 60);
                switch (random.Next(5))
                {
                    case 0 or 1:
                        list.Add(Any(kind, id, start, duration, random), now, new Randomization(10, 10), out _, out var changes);
                        log.AddRange(changes);
                        break;
                    case 2:
                        list.Cancel(id, random.Next(2) == 0 ? 0 : (uint)(now + random.Next(2000)), random.Next(2) == 0, now);
                        break;
                    default:
                        now += random.Next(-100, 1500);
                        break;
                }

                log.AddRange(list.Advance(now));
                Assert.IsFalse(list.NextDue <= now, "what is due was done");
                var running = list.Running.ToArray();
                Assert.IsFalse(
                    running.Any(a => running.Any(b => a != b && a.Facts.Subject == b.Facts.Subject && (a.Parts & b.Parts) != 0)),
                    $"round {round}, step {step}");
            }

            foreach (var life in log.GroupBy(static c => c.Event))
            {
                Assert.IsLessThanOrEqualTo(1, life.Count(static c => c.Transition == EventTransition.Started));
                Assert.IsLessThanOrEqualTo(1, life.Count(static c => c.Transition != EventTransition.Started));
                if (life.Count() == 2)
                {
                    Assert.AreEqual(EventTransition.Started, life.First().Transition);
                }
            }
        }
    }

    private static ISmartEnergyCommand Any(EventKind kind, uint id, long start, ushort duration, Random random) =>
        kind == EventKinds.LoadControl ? Load(id, start, duration) with { DeviceClass = (ushort)random.Next(1, 8), EventControl = (byte)random.Next(4) }
        : kind == EventKinds.Price ? Price(id, start, random.Next(8) == 0 ? (ushort)0xFFFF : duration) with { UnitOfMeasure = (byte)random.Next(2) }
        : Message(id, start, random.Next(8) == 0 ? (ushort)0xFFFF : duration);

    private static LoadControlEvent Load(uint id, long start, ushort duration) => new() { IssuerEventId = id, StartTime = (uint)start, DurationInMinutes = duration };

    private static PublishPrice Price(uint id, long start, ushort duration) =>
        new() { IssuerEventId = id, StartTime = (uint)start, DurationInMinutes = duration, CurrentTime = 0, Currency = 840, Price = 5 };

    private static DisplayMessage Message(uint id, long start, ushort duration) => new(id, 0, (uint)start, duration, "text");

    private static IReadOnlyList<EventChange> Add(EventList list, ISmartEnergyCommand command, long now, Randomization randomization = default)
    {
        Assert.AreEqual(AddOutcome.Added, list.Add(command, now, randomization, out _, out var changes));
        return changes;
    }

    private static (uint Id, EventTransition Transition, long Time) Of(EventChange change) => (change.Event.Facts.Id, change.Transition, change.Time);

    private static void AssertChanges(IReadOnlyList<EventChange> changes, params (int Id, EventTransition Transition, long Time)[] expected) =>
        CollectionAssert.AreEqual(expected.Select(static e => ((uint)e.Id, e.Transition, e.Time)).ToArray(), changes.Select(Of).ToArray());
}
