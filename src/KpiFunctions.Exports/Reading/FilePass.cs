using System.Globalization;
using KpiFunctions.Exports.Csv;
using KpiFunctions.Exports.Formats;
using KpiFunctions.Exports.Sniffing;

namespace KpiFunctions.Exports.Reading;

/// <summary>One way through a file: waits for bytes, hands record after record to the format's reader, and answers for broken records.</summary>
internal sealed class FilePass(Stream file, TextEncoding encoding, FormatMatch match, ReadContext context, RowReader reader)
{
    private BrokenLines _broken;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        file.Position = 0;
        var utf8 = encoding.OpenUtf8(file);
        await using (utf8.ConfigureAwait(false))
        {
            using var csv = new CsvReader(utf8, new CsvOptions
            {
                Delimiter = match.Delimiter,
                MaxColumns = context.Options.Limits.MaxColumns,
                MaxRecordBytes = context.Options.Limits.MaxRecordBytes,
            });
            while (true)
            {
                var status = ReadBuffered(csv);
                if (status == CsvStatus.NeedsData)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await csv.FillAsync(cancellationToken).ConfigureAwait(false);
                }
                else if (status == CsvStatus.End)
                {
                    return;
                }
                else
                {
                    await SurveyAsync(cancellationToken).ConfigureAwait(false);
                    Take(csv);
                }
            }
        }
    }

    /// <summary>Reads what is buffered. Ends with <see cref="CsvStatus.Record"/> where a record cannot be read before a survey.</summary>
    private CsvStatus ReadBuffered(CsvReader csv)
    {
        while (true)
        {
            var status = csv.Read();
            switch (status)
            {
                case CsvStatus.NeedsData or CsvStatus.End:
                    return status;
                case CsvStatus.Record:
                    if (!Take(csv))
                    {
                        return status;
                    }

                    break;
                default:
                    if (!TakeBroken(csv, status))
                    {
                        return CsvStatus.End;
                    }

                    break;
            }
        }
    }

    private bool Take(CsvReader csv)
    {
        reader.Read(csv);
        if (context.WantsSurvey)
        {
            context.Problems.DiscardRow();
            return false;
        }

        context.Problems.CommitRow();
        return true;
    }

    private bool TakeBroken(CsvReader csv, CsvStatus status)
    {
        if (reader.IsInData(csv.Line))
        {
            var (code, arguments) = status switch
            {
                CsvStatus.TooManyColumns => (ProblemCodes.LimitExceeded, Limit("columns", context.Options.Limits.MaxColumns)),
                CsvStatus.RecordTooLong => (ProblemCodes.LimitExceeded, Limit("recordBytes", context.Options.Limits.MaxRecordBytes)),
                _ => (ProblemCodes.TooFewCells, ["unterminated_quote"]),
            };
            context.Rows++;
            context.Rejected++;
            context.Problems.AddToRow(ProblemSeverity.Error, code, csv.Line, null, null, arguments);
            context.Problems.CommitRow();
        }

        return status == CsvStatus.TooManyColumns || _broken.TrySkip(csv);
    }

    // The survey reads the same stream; afterwards the stream stands where this pass left it.
    private async Task SurveyAsync(CancellationToken cancellationToken)
    {
        var position = file.Position;
        var survey = context.ForSurvey();
        await new FilePass(file, encoding, match, survey, match.Format.Open(match, survey)).RunAsync(cancellationToken).ConfigureAwait(false);
        context.Styles.Settle();
        file.Position = position;
        context.WantsSurvey = false;
    }

    private static string[] Limit(string name, int value) => [name, value.ToString(CultureInfo.InvariantCulture)];
}
