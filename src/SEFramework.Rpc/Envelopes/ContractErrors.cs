using SEFramework.Rpc.Contract;

namespace SEFramework.Rpc.Envelopes;

/// <summary>Errors whose numbers and texts stand in the tables of the contract. Source: reference 01, sections 1.6, 1.8 and 1.9.</summary>
public static class ContractErrors
{
    /// <summary>Table of the errors of rci_request.</summary>
    public const string Rci = "rci_error";

    /// <summary>Number of <see cref="Rci"/>: the body cannot be parsed.</summary>
    public const int RciNotValid = 1;

    /// <summary>Number of <see cref="Rci"/>: it is not such a request.</summary>
    public const int RciNotRecognized = 2;

    /// <summary>Number of <see cref="Rci"/>: there is no such command.</summary>
    public const int RciUnknownCommand = 3;

    /// <summary>Number of <see cref="Rci"/>: a fault of the gateway.</summary>
    public const int RciInternal = 4;

    /// <summary>Table of the errors of do_command.</summary>
    public const string DoCommand = "do_command_error";

    /// <summary>Number of <see cref="DoCommand"/>: the target could not do it.</summary>
    public const int CallFailed = 1;

    /// <summary>Number of <see cref="DoCommand"/>: there is no such target.</summary>
    public const int NotRegistered = 2;

    /// <summary>Makes an error.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="id">Number in it.</param>
    /// <param name="hint">More about it, or null.</param>
    /// <exception cref="InvalidOperationException">The table does not have the number; a fault of this program.</exception>
    public static RciError Make(string table, int id, string? hint = null) => new(id, Text(table, id), hint);

    /// <summary>Makes an exception of an error.</summary>
    /// <param name="table">Name of the table.</param>
    /// <param name="id">Number in it.</param>
    /// <param name="hint">More about it, or null.</param>
    /// <exception cref="InvalidOperationException">The table does not have the number; a fault of this program.</exception>
    public static RciException Failure(string table, int id, string? hint = null) => new(id, Text(table, id), hint);

    private static string Text(string table, int id) =>
        EmbeddedContract.Current.FindTable(table)?.NameOf(id) ?? throw new InvalidOperationException($"The contract has no {table} {id}");
}
