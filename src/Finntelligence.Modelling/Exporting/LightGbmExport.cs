using System.Text;
using Finntelligence.Foundation.Faults;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Products;
using Finntelligence.Modelling.Versions;
using Finntelligence.Trees.Formats.LightGbm;

namespace Finntelligence.Modelling.Exporting;

/// <summary>Writes a model as LightGBM's text, which <c>lgb.Booster(model_file=…)</c> loads: its prediction is the probability.</summary>
internal static class LightGbmExport
{
    /// <summary>The file's bytes; the same model gives the same bytes.</summary>
    /// <exception cref="RequestFaultException">The format cannot carry the model; the message says why.</exception>
    public static byte[] Write(ProductDefinition product, LoanModel model)
    {
        if (!LightGbmWriter.CanExpress(model.Ensemble, model.Calibrator, out var why))
            throw new RequestFaultException($"LightGBM's format cannot carry this {ModelKinds.NameOf(model.Kind)} model: {why}.");
        var values = product.Applicant.ToDictionary(f => f.Name, f => f.Values.Length);
        return Encoding.UTF8.GetBytes(
            LightGbmWriter.Write(model.Ensemble, model.Calibrator, [.. model.Ensemble.Features.Select(f => values.GetValueOrDefault(f.Name))]));
    }
}
