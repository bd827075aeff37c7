using KpiFunctions.Core.Facts;

namespace KpiFunctions.Core.Pulls;

/// <summary>One view of an account's facts: facts of one view are added, facts of two never are.</summary>
/// <param name="Kind">What the facts are about.</param>
/// <param name="Level">How fine ad facts are; null for other kinds.</param>
/// <param name="DimensionSet">The facts' <see cref="Dimensions.Set"/>.</param>
public readonly record struct FactView(FactKind Kind, AdLevel? Level, string DimensionSet);

/// <summary>
/// What a platform's answer is the whole truth about, as of its stamp: facts of that account, those days and that view with a lower
/// stamp do not count, so that rows which the platform took back are gone. A dropped file is never one: it may be filtered.
/// </summary>
/// <param name="Source">Source id.</param>
/// <param name="Account">The account that was asked for.</param>
/// <param name="View">The view that was asked for.</param>
/// <param name="From">First day that was asked for.</param>
/// <param name="To">Last day that was asked for.</param>
public sealed record CompleteAnswer(string Source, AccountRef Account, FactView View, DateOnly From, DateOnly To);
