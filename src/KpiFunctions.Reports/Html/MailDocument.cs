namespace KpiFunctions.Reports.Html;

/// <summary>The HTML part of a mail and the pictures that it shows.</summary>
/// <param name="Html">A complete document without script and without any remote address.</param>
/// <param name="Pictures">Pictures to attach inline; the mail is complete without them.</param>
public sealed record MailDocument(string Html, IReadOnlyList<InlinePicture> Pictures);

/// <summary>A picture that the mail's HTML shows by its content id.</summary>
/// <param name="ContentId">The id after <c>cid:</c>.</param>
/// <param name="FileName">A name for it.</param>
/// <param name="Png">The PNG file.</param>
public sealed record InlinePicture(string ContentId, string FileName, ReadOnlyMemory<byte> Png);
