using Microsoft.Data.Sqlite;

namespace TwilioSms.Ledger.Sqlite;

/// <summary>What a caller wants of the file, and the caller, who may leave.</summary>
internal abstract class SqliteCall(bool writes)
{
    public bool Writes { get; } = writes;

    public abstract bool HasLeft { get; }

    /// <summary>Does it; done again where what it was done with came to nothing.</summary>
    public abstract void Do(SqliteConnection connection);

    /// <summary>Answers what the last doing came to.</summary>
    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

internal sealed class SqliteCall<T>(Func<SqliteConnection, T> work, bool writes) : SqliteCall(writes)
{
    // Continuations never run between the calls of others.
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T result = default!;

    public Task<T> Answer => answer.Task;

    public override bool HasLeft => answer.Task.IsCompleted;

    public void Leave(CancellationToken cancellationToken) => answer.TrySetCanceled(cancellationToken);

    public override void Do(SqliteConnection connection) => result = work(connection);

    public override void Succeed() => answer.TrySetResult(result);

    public override void Fail(Exception exception) => answer.TrySetException(exception);
}
