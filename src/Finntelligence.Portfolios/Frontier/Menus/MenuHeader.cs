using System.Text.Json;
using System.Text.Json.Serialization;

namespace Finntelligence.Portfolios.Frontier.Menus;

/// <summary>The first line of a file of menus, as JSON: what they were made from, and which shard they are of.</summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="Version">Of the format.</param>
/// <param name="Product">Name of the product.</param>
/// <param name="ProductSha256">Of its definition.</param>
/// <param name="RiskSha256">Of the model of default.</param>
/// <param name="AcceptanceSha256">Of the model of take-up.</param>
/// <param name="Currency">Of the product.</param>
/// <param name="LossGivenDefault">Share of a defaulted amount that counts as a loss.</param>
/// <param name="Shard">Which it is, from 1.</param>
/// <param name="Shards">How many the portfolio was cut into.</param>
public sealed record MenuHeader(
    string Format, int Version, string Product, string ProductSha256, string RiskSha256, string AcceptanceSha256, string Currency,
    double LossGivenDefault, int Shard, int Shards)
{
    /// <summary>By which a file of menus is known.</summary>
    public const string Name = "finntelligence-menus";

    /// <summary>The version that is written, and the only one that is read.</summary>
    public const int Current = 1;

    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };
}

/// <summary>How much is in a file of menus.</summary>
/// <param name="Applicants">With a menu.</param>
/// <param name="HeaderLines">Of the input, before its first record.</param>
/// <param name="Lines">Of the input, its header among them.</param>
/// <param name="Faulty">Records with a fault, which have no menu.</param>
public sealed record MenuCounts(long Applicants, long HeaderLines, long Lines, long Faulty);
