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
    public async Task Resources_of_an_assembly_are_found_by_name()
    {
        var loader = new ResourceTemplateLoader(typeof(TemplateLoaderTests).Assembly, "Templates.");

        (await loader.LoadAsync("lib/sign.ftl", CancellationToken.None)).Should().Be("-- Ann, by resource\n");
        (await loader.LoadAsync("other.ftl", CancellationToken.None)).Should().BeNull();
    }
}
