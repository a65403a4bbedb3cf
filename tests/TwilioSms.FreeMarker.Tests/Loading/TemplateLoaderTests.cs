namespace TwilioSms.FreeMarker.Tests;

public sealed class TemplateLoaderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("templates");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Templates_in_memory_are_found_by_name()
    {
        var loader = new MemoryTemplateLoader([new("lib/sign.ftl", "-- Ann")]);

        (await loader.LoadAsync("lib/sign.ftl", CancellationToken.None)).Should().Be("-- Ann");
        (await loader.LoadAsync("sign.ftl", CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Files_of_a_folder_are_read_as_utf8()
    {
        folder.CreateSubdirectory("lib");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "lib", "sign.ftl"), "-- Zoë", TestContext.Current.CancellationToken);

        (await new FolderTemplateLoader(folder.FullName).LoadAsync("lib/sign.ftl", CancellationToken.None)).Should().Be("-- Zoë");
    }

    [Theory]
    [InlineData("../outside.ftl")]
    [InlineData("lib/../../outside.ftl")]
    public async Task A_folder_gives_nothing_from_outside_it(string name)
    {
        var inside = folder.CreateSubdirectory("inside");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "outside.ftl"), "secret", TestContext.Current.CancellationToken);
        var loader = new FolderTemplateLoader(inside.FullName);

        (await loader.LoadAsync(name, CancellationToken.None)).Should().BeNull();
        (await loader.LoadAsync(Path.Combine(folder.FullName, "outside.ftl"), CancellationToken.None)).Should().BeNull();
    }

    [Fact]
    public async Task Links_are_not_followed_out_of_a_folder()
    {
        var inside = folder.CreateSubdirectory("inside");
        var outside = folder.CreateSubdirectory("outside");
        await File.WriteAllTextAsync(Path.Combine(outside.FullName, "secret.ftl"), "secret", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(Path.Combine(inside.FullName, "file.ftl"), Path.Combine(outside.FullName, "secret.ftl"));
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "absolute"), outside.FullName);
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "relative"), "../outside");
        Directory.CreateSymbolicLink(Path.Combine(inside.FullName, "twice"), "relative");
        File.CreateSymbolicLink(Path.Combine(inside.FullName, "circle.ftl"), "circle.ftl");
        var loader = new FolderTemplateLoader(inside.FullName);

        foreach (var name in new[] { "file.ftl", "absolute/secret.ftl", "relative/secret.ftl", "twice/secret.ftl", "circle.ftl" })
        {
            (await loader.LoadAsync(name, CancellationToken.None)).Should().BeNull(name);
        }
    }

#if !NETSTANDARD_BUILD
    /// <summary>Container platforms mount files so: <c>sign.ftl</c> leads to <c>..data/sign.ftl</c>, and <c>..data</c> to the newest version.</summary>
    [Fact]
    public async Task Links_inside_a_folder_are_followed_also_where_the_folder_is_one()
    {
        var mounted = folder.CreateSubdirectory("mounted");
        await File.WriteAllTextAsync(
            Path.Combine(mounted.CreateSubdirectory("..2026").FullName, "sign.ftl"), "-- Ann", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(Path.Combine(mounted.FullName, "..data"), "..2026");
        File.CreateSymbolicLink(Path.Combine(mounted.FullName, "sign.ftl"), "..data/sign.ftl");
        Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "link"), mounted.FullName);

        (await new FolderTemplateLoader(Path.Combine(folder.FullName, "link")).LoadAsync("sign.ftl", CancellationToken.None)).Should().Be("-- Ann");
    }
#endif

    [Theory]
    [InlineData("de_DE", "a_de_DE.ftl", "a_de.ftl", "a.ftl")]
    [InlineData("de-DE", "a_de-de.ftl", "a.ftl")]
    [InlineData("x/../../secret", "a.ftl")]
    [InlineData("de_DE_x\\y", "a.ftl")]
    [InlineData("de.x", "a.ftl")]
    public void A_locale_with_other_characters_takes_part_in_no_look_up(string locale, params string[] asked)
    {
        var loader = new AskedLoader();
        var template = Template.Parse($"<#setting locale='{locale.Replace("\\", "\\\\", StringComparison.Ordinal)}'><#include 'a.ftl' ignore_missing=true>", new() { Loader = loader }, TestContext.Current.CancellationToken);

        template.Render(DataModel.Empty, TestContext.Current.CancellationToken);

        loader.Asked.Should().Equal(asked);
    }

    [Fact]
    public async Task Resources_of_an_assembly_are_found_by_name()
    {
        var loader = new ResourceTemplateLoader(typeof(TemplateLoaderTests).Assembly, "Templates.");

        (await loader.LoadAsync("lib/sign.ftl", CancellationToken.None)).Should().Be("-- Ann, by resource\n");
        (await loader.LoadAsync("other.ftl", CancellationToken.None)).Should().BeNull();
    }

    /// <summary>Has no templates, and notes which it is asked for.</summary>
    private sealed class AskedLoader : ITemplateLoader
    {
        public List<string> Asked { get; } = [];

        public ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken)
        {
            Asked.Add(name);
            return default;
        }
    }
}
