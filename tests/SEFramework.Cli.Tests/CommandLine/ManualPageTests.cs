namespace SEFramework.Cli.Tests.CommandLine;

/// <summary>The manual pages and the command lines say the same.</summary>
[TestClass]
public sealed class ManualPageTests
{
    private const string Commands = "COMMANDS";
    private static readonly string[] ForEveryCommand = ["--help", "--version"];

    [TestMethod]
    public void Sefctl_1_has_a_section_for_each_command_and_no_other()
    {
        var page = ManualPage.Read("sefctl.1");
        CollectionAssert.AreEquivalent(CommandTree.Sefctl().Subcommands.Select(static c => c.Name).ToArray(), page.Subheadings.ToArray());
    }

    [TestMethod]
    public void Sefctl_1_explains_the_options_of_each_command_and_no_other()
    {
        var page = ManualPage.Read("sefctl.1");
        foreach (var command in CommandTree.Sefctl().Subcommands)
        {
            var options = CommandTree.Below(command, command.Name).SelectMany(static c => CommandTree.OptionsOf(c.Command)).Distinct().Order(StringComparer.Ordinal);
            Assert.AreEqual(string.Join(' ', options), string.Join(' ', page.ExplainedOptions(command.Name)), $"sefctl {command.Name}");
            foreach (var below in command.Subcommands)
            {
                Assert.IsTrue(page.Mentions(command.Name, below.Name), $"sefctl {command.Name} {below.Name} is not mentioned");
            }
        }
    }

    [TestMethod]
    public void Seframeworkd_8_explains_each_setting_option_and_command_and_no_other()
    {
        var page = ManualPage.Read("seframeworkd.8");
        var daemon = CommandTree.Daemon();
        var options = CommandTree.OptionsOf(daemon).Concat(ForEveryCommand).Order(StringComparer.Ordinal);
        Assert.AreEqual(string.Join(' ', options), string.Join(' ', page.ExplainedOptions("OPTIONS")));
        foreach (var command in daemon.Subcommands)
        {
            Assert.IsTrue(page.Mentions(Commands, command.Name), $"seframeworkd {command.Name} is not mentioned");
            Assert.IsFalse(CommandTree.OptionsOf(command).Except(page.ExplainedOptions(Commands)).Any(), $"options of seframeworkd {command.Name}");
        }
    }
}
