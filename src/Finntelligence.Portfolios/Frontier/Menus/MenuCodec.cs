using Finntelligence.Lending.Products;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>
/// An applicant with its menu as bytes: the lines since the one before, the sender's name, the offers, each once, and which of them are the
/// hull for each resource. Whole numbers are 7 bits a byte, figures are as the models gave them.
/// </summary>
internal static class MenuCodec
{
    private const int HighWord = 0x80;

    public static void Write(BinaryWriter writer, PortfolioApplicant applicant, long lineBefore)
    {
        writer.Write7BitEncodedInt64(applicant.Line - lineBefore);
        writer.Write(applicant.Id is not null);
        if (applicant.Id is { } id)
            writer.Write(id);
        var offers = applicant.Hulls.SelectMany(hull => hull).Distinct().ToList();
        writer.Write7BitEncodedInt(offers.Count);
        foreach (var offer in offers)
            Write(writer, offer);
        foreach (var hull in applicant.Hulls)
        {
            writer.Write7BitEncodedInt(hull.Length);
            foreach (var offer in hull)
                writer.Write7BitEncodedInt(offers.IndexOf(offer));
        }
    }

    /// <exception cref="InvalidDataException">The bytes are no menu.</exception>
    /// <exception cref="EndOfStreamException">They end too early.</exception>
    /// <exception cref="FormatException">A number has too many bytes.</exception>
    public static PortfolioApplicant Read(BinaryReader reader, long lineBefore, int resources)
    {
        var line = checked(lineBefore + reader.Read7BitEncodedInt64());
        var id = reader.ReadBoolean() ? reader.ReadString() : null;
        var offers = new PortfolioOffer[Count(reader)];
        for (var i = 0; i < offers.Length; i++)
            offers[i] = ReadOffer(reader);
        var hulls = new PortfolioOffer[resources][];
        for (var r = 0; r < resources; r++)
        {
            hulls[r] = new PortfolioOffer[Count(reader)];
            for (var i = 0; i < hulls[r].Length; i++)
            {
                var offer = reader.Read7BitEncodedInt();
                hulls[r][i] = offer >= 0 && offer < offers.Length ? offers[offer] : throw new InvalidDataException("A menu has no such offer.");
            }
        }

        return new PortfolioApplicant(line, id, hulls);
    }

    private static int Count(BinaryReader reader) =>
        reader.Read7BitEncodedInt() is > 0 and <= ushort.MaxValue and var count ? count : throw new InvalidDataException("A menu has too many offers or none.");

    private static void Write(BinaryWriter writer, in PortfolioOffer offer)
    {
        writer.Write7BitEncodedInt(offer.Terms.Months);
        if (!offer.IsOffer)
            return;
        Write(writer, offer.Terms.Amount);
        Write(writer, offer.Terms.Rate);
        writer.Write(offer.Profit);
        writer.Write(offer.Acceptance);
        writer.Write(offer.Default);
    }

    private static PortfolioOffer ReadOffer(BinaryReader reader)
    {
        var months = reader.Read7BitEncodedInt();
        return months == 0
            ? PortfolioOffer.Decline
            : new PortfolioOffer(new OfferTerms(ReadDecimal(reader), months, ReadDecimal(reader)), Figure(reader), Figure(reader), Figure(reader));
    }

    private static double Figure(BinaryReader reader) =>
        reader.ReadDouble() is var figure && double.IsFinite(figure) ? figure : throw new InvalidDataException("A figure of a menu is no number.");

    // Terms are not negative and seldom have more than a few digits.
    private static void Write(BinaryWriter writer, decimal value)
    {
        Span<int> words = stackalloc int[4];
        decimal.GetBits(value, words);
        var scale = (words[3] >> 16) & 0x7F;
        writer.Write((byte)(words[2] != 0 ? scale | HighWord : scale));
        writer.Write7BitEncodedInt64(((long)words[1] << 32) | (uint)words[0]);
        if (words[2] != 0)
            writer.Write7BitEncodedInt(words[2]);
    }

    private static decimal ReadDecimal(BinaryReader reader)
    {
        var scale = reader.ReadByte();
        var low = reader.Read7BitEncodedInt64();
        var high = (scale & HighWord) != 0 ? reader.Read7BitEncodedInt() : 0;
        return (scale & ~HighWord) <= 28
            ? new decimal((int)low, (int)(low >> 32), high, isNegative: false, (byte)(scale & ~HighWord))
            : throw new InvalidDataException("A term of a menu is no number.");
    }
}
