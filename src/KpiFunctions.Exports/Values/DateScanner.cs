namespace KpiFunctions.Exports.Values;

/// <summary>Walks over the text of a date: numbers, words, separators, and the time at its end.</summary>
internal ref struct DateScanner(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> _rest = text;

    public bool TryNumber(out int number, out int width)
    {
        number = 0;
        width = 0;
        _rest = _rest.TrimStart();
        while (width < _rest.Length && char.IsAsciiDigit(_rest[width]) && width < 9)
        {
            number = (number * 10) + (_rest[width++] - '0');
        }

        _rest = _rest[width..];
        return width is 1 or 2 or 4 or 8;
    }

    public bool TryWord(out ReadOnlySpan<char> word)
    {
        _rest = _rest.TrimStart();
        var length = 0;
        while (length < _rest.Length && char.IsLetter(_rest[length]))
        {
            length++;
        }

        word = _rest[..length];
        _rest = _rest[length..];
        if (length > 0)
        {
            _rest = _rest.TrimStart(".,");
        }

        return length > 0;
    }

    /// <summary>Takes what stands between the parts. Mixed separators show as a blank, which settles nothing.</summary>
    public char TakeSeparator(char before)
    {
        if (_rest.IsEmpty || _rest[0] is not ('.' or '/' or '-' or ','))
        {
            return before;
        }

        var found = _rest[0];
        _rest = _rest[1..];
        return before is '\0' || before == found ? found : ' ';
    }

    /// <summary>Reads an optional time and offset; false when anything else follows.</summary>
    public bool TryTimeAndEnd(out TimeSpan? time, out TimeSpan? offset)
    {
        time = offset = null;
        SkipYearWord();
        _rest = _rest.TrimStart(" ,\u00a0\u202f");
        if (_rest.IsEmpty)
        {
            return true;
        }

        if (_rest[0] is 'T' or 't')
        {
            _rest = _rest[1..];
        }
        else if (_rest.StartsWith("at ", StringComparison.Ordinal) || _rest.StartsWith("в ", StringComparison.Ordinal))
        {
            _rest = _rest[(_rest.IndexOf(' ') + 1)..];
        }

        return TryTime(out time) && TryOffset(out offset) && _rest.Trim().IsEmpty;
    }

    private void SkipYearWord()
    {
        _rest = _rest.TrimStart();
        foreach (var word in (ReadOnlySpan<string>)["года", "г.", "року", "р."])
        {
            if (_rest.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                _rest = _rest[word.Length..];
                return;
            }
        }
    }

    private bool TryTime(out TimeSpan? time)
    {
        time = null;
        if (!TryNumber(out var hour, out var width) || width > 2 || _rest.IsEmpty || _rest[0] != ':')
        {
            return false;
        }

        _rest = _rest[1..];
        if (!TryNumber(out var minute, out width) || width != 2)
        {
            return false;
        }

        var second = 0;
        var ticks = 0L;
        if (!_rest.IsEmpty && _rest[0] == ':')
        {
            _rest = _rest[1..];
            if (!TryNumber(out second, out width) || width != 2)
            {
                return false;
            }

            ticks = TakeFraction();
        }

        hour = TakeHalfDay(hour);
        if (hour is < 0 or > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new TimeSpan(hour, minute, second) + TimeSpan.FromTicks(ticks);
        return true;
    }

    private long TakeFraction()
    {
        if (_rest.IsEmpty || _rest[0] is not ('.' or ','))
        {
            return 0;
        }

        var scale = TimeSpan.TicksPerSecond;
        var ticks = 0L;
        var at = 1;
        for (; at < _rest.Length && char.IsAsciiDigit(_rest[at]); at++)
        {
            scale /= 10;
            ticks += (_rest[at] - '0') * scale;
        }

        _rest = _rest[at..];
        return ticks;
    }

    private int TakeHalfDay(int hour)
    {
        var behind = _rest.TrimStart();
        var isPm = behind.StartsWith("PM", StringComparison.OrdinalIgnoreCase);
        if (!isPm && !behind.StartsWith("AM", StringComparison.OrdinalIgnoreCase))
        {
            return hour;
        }

        _rest = behind[2..];
        return hour is < 1 or > 12 ? -1 : (hour % 12) + (isPm ? 12 : 0);
    }

    private bool TryOffset(out TimeSpan? offset)
    {
        offset = null;
        _rest = _rest.TrimStart();
        if (_rest.IsEmpty)
        {
            return true;
        }

        if (_rest[0] is 'Z' or 'z' || _rest.StartsWith("UTC", StringComparison.Ordinal) || _rest.StartsWith("GMT", StringComparison.Ordinal))
        {
            offset = TimeSpan.Zero;
            _rest = _rest[(_rest[0] is 'Z' or 'z' ? 1 : 3)..];
            return true;
        }

        if (_rest[0] is not ('+' or '-' or '\u2212'))
        {
            return false;
        }

        var sign = _rest[0] == '+' ? 1 : -1;
        _rest = _rest[1..];
        if (!TryNumber(out var hours, out var width))
        {
            return false;
        }

        var minutes = 0;
        if (width == 4)
        {
            (hours, minutes) = (hours / 100, hours % 100);
        }
        else if (!_rest.IsEmpty && _rest[0] == ':')
        {
            _rest = _rest[1..];
            if (!TryNumber(out minutes, out _))
            {
                return false;
            }
        }

        if (hours > 14 || minutes > 59)
        {
            return false;
        }

        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }
}
