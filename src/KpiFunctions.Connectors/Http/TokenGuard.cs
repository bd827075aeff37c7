using System.Text;

namespace KpiFunctions.Connectors.Http;

/// <summary>Notices the token in what a platform answers, also where it stands across two blocks of bytes.</summary>
internal sealed class TokenGuard(AccessToken token)
{
    private readonly byte[] _token = Encoding.ASCII.GetBytes(token.Reveal());
    private byte[] _tail = [];

    /// <summary>Whether the token has ended in this block.</summary>
    public bool IsIn(ReadOnlySpan<byte> block)
    {
        if (_token.Length == 0)
        {
            return false;
        }

        byte[] window = [.. _tail, .. block];
        var isIn = window.AsSpan().IndexOf(_token) >= 0;
        _tail = window[^Math.Min(window.Length, _token.Length - 1)..];
        return isIn;
    }
}
