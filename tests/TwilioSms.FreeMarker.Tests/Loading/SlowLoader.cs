using System.Collections.Concurrent;

namespace TwilioSms.FreeMarker.Tests;

/// <summary>A loader that answers when the test says so. It has no versions for locales.</summary>
internal sealed class SlowLoader : ITemplateLoader
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string?>> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> questions = new(StringComparer.Ordinal);

    /// <summary>The names asked for, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = [];

    public async ValueTask<string?> LoadAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Contains("_en", StringComparison.Ordinal))
        {
            return null;
        }

        Asked.Enqueue(name);
        Question(name).TrySetResult();
        return await AnswerTo(name).Task.WaitAsync(cancellationToken);
    }

    /// <summary>Waits until a template is asked for.</summary>
    public Task AskedForAsync(string name) => Question(name).Task.WaitAsync(TimeSpan.FromSeconds(20));

    public void Answer(string name, string? text) => AnswerTo(name).SetResult(text);

    public void Fail(string name, Exception error) => AnswerTo(name).SetException(error);

    private TaskCompletionSource Question(string name) => questions.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private TaskCompletionSource<string?> AnswerTo(string name) => answers.GetOrAdd(name, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
