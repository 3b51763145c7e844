namespace Finntelligence.Architecture.Tests;

public sealed class SettingsPageTests
{
    /// <summary>With FINNTELLIGENCE_WRITE_MAP set, the page is written anew.</summary>
    [Fact]
    public void The_page_of_settings_is_what_the_code_has()
    {
        string path = Repository.File(SettingsPage.File);
        if (Environment.GetEnvironmentVariable("FINNTELLIGENCE_WRITE_MAP") is { Length: > 0 })
            File.WriteAllText(path, SettingsPage.Text());
        else
            File.ReadAllText(path).ShouldBe(SettingsPage.Text(), "FINNTELLIGENCE_WRITE_MAP=1 dotnet test tests/Finntelligence.Architecture.Tests writes it");
    }

    [Fact]
    public void Every_setting_says_what_it_means()
    {
        string[] rows = [.. SettingsPage.Text().Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];

        rows.Length.ShouldBeGreaterThan(20);
        rows.ShouldContain(row => row.StartsWith("| `Finntelligence:Models:PollInterval` | time, as `00:00:05` | `00:00:05` |", StringComparison.Ordinal));
        rows.ShouldAllBe(row => row.TrimEnd('|', ' ').Split('|', StringSplitOptions.None).Last().Trim().Length > 10);
    }
}
