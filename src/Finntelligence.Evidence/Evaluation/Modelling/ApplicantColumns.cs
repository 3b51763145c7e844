using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Modelling;

/// <summary>
/// Applicants as regressors: dummies of categories; every number standardised, its logarithm as well, and a flag where it is missing.
/// Means and deviations are those of the rows given.
/// </summary>
internal sealed class ApplicantColumns
{
    private readonly List<Func<Applicant, double>> _columns = [];
    private readonly double[] _means;
    private readonly double[] _deviations;

    public ApplicantColumns(ProductDefinition product, IEnumerable<Applicant> fittedOn)
    {
        Applicant[] applicants = [.. fittedOn];
        for (int f = 0; f < product.Applicant.Length; f++)
        {
            int feature = f;
            if (product.Applicant[f].Kind == ApplicantFeatureKind.Category)
            {
                for (int code = 1; code < product.Applicant[f].Values.Length; code++)
                {
                    int value = code;
                    _columns.Add(a => a.Values[feature] == value ? 1 : 0);
                }
                continue;
            }
            float[] known = [.. applicants.Select(a => a.Values[feature]).Where(v => !float.IsNaN(v))];
            double mean = known.Length == 0 ? 0 : known.Average(v => (double)v);
            double meanLog = known.Length == 0 ? 0 : known.Average(v => Log(v));
            _columns.Add(a => float.IsNaN(a.Values[feature]) ? mean : a.Values[feature]);
            _columns.Add(a => float.IsNaN(a.Values[feature]) ? meanLog : Log(a.Values[feature]));
            if (known.Length < applicants.Length)
                _columns.Add(a => float.IsNaN(a.Values[feature]) ? 1 : 0);
        }
        _means = [.. _columns.Select(column => applicants.Average(column))];
        _deviations = [.. _columns.Select((column, c) => Math.Sqrt(applicants.Average(a => Square(column(a) - _means[c]))))];
    }

    /// <summary>Number of columns.</summary>
    public int Count => _columns.Count;

    /// <summary>Writes an applicant's columns, each with mean 0 and deviation 1 over the rows fitted on.</summary>
    public void Write(Applicant applicant, Span<double> columns)
    {
        for (int c = 0; c < _columns.Count; c++)
            columns[c] = _deviations[c] > 0 ? (_columns[c](applicant) - _means[c]) / _deviations[c] : 0;
    }

    private static double Log(double value) => Math.Sign(value) * Math.Log(1 + Math.Abs(value));

    private static double Square(double x) => x * x;
}
