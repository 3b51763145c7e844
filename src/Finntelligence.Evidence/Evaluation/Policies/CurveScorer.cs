using Finntelligence.Evidence.Evaluation.Data;
using Finntelligence.Evidence.Evaluation.Modelling;
using Finntelligence.Lending.Models;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Offers.Exploring;
using Finntelligence.Lending.Pricing;
using Finntelligence.Lending.Products;

namespace Finntelligence.Evidence.Evaluation.Policies;

/// <summary>Everything fitted on one set of folds.</summary>
/// <param name="Risk">Of default.</param>
/// <param name="Acceptance">Of take-up.</param>
/// <param name="Loan">Profit of a loan.</param>
/// <param name="Direct">Profit of an offer.</param>
/// <param name="Bags">Acceptance and loan profit on halves of the rows.</param>
/// <param name="Columns">Regressors of the regressions.</param>
/// <param name="LossGivenDefault">Arrears of the loans that defaulted over their amounts.</param>
internal sealed record FittedModels(
    LoanModel Risk, LoanModel Acceptance, LoanProfit Loan, RateRegression Direct,
    (Trees.Ensembles.TreeEnsemble Acceptance, LoanProfit Loan)[] Bags, ApplicantColumns Columns, double LossGivenDefault);

/// <summary>Asks fitted models for the profit curves of applicants. For one thread at a time.</summary>
internal sealed class CurveScorer
{
    private readonly ProductDefinition _product;
    private readonly GridPrices _prices;
    private LoanPrice[] _row = [];
    private readonly RateGrid _grid;
    private readonly FittedModels _models;
    private readonly OfferExplorer _explorer;
    private readonly AcceptanceCurve _acceptance;
    private readonly AcceptanceCurve[] _bags;
    private readonly double[] _columns;
    private readonly double[] _probabilities;
    private readonly double[] _profits;
    private readonly double[] _one = new double[1];
    private readonly double[] _oneProbability = new double[1];
    private readonly double[] _oneProfit = new double[1];

    public CurveScorer(ProductDefinition product, RateGrid grid, FittedModels models)
    {
        (_product, _prices, _grid, _models) = (product, new GridPrices(product), grid, models);
        _explorer = new OfferExplorer(product, models.Risk, models.Acceptance);
        _acceptance = new AcceptanceCurve(models.Acceptance.Encoder, models.Acceptance.Ensemble, models.Acceptance.Calibrator);
        _bags = [.. models.Bags.Select(bag => new AcceptanceCurve(models.Acceptance.Encoder, bag.Acceptance, null))];
        _columns = new double[models.Columns.Count];
        int most = Enumerable.Range(0, grid.Classes.Length).Max(c => grid.Of(c).Length);
        _probabilities = new double[most];
        _profits = new double[most];
        Curves = new ProfitCurves(most, _bags.Length);
    }

    /// <summary>Of the applicant scored last.</summary>
    public ProfitCurves Curves { get; }

    /// <summary>Fills <see cref="Curves"/>.</summary>
    public void Score(Experiment experiment, int row)
    {
        double[] rates = _grid.Of(experiment.Classes[row]);
        var (applicant, offer) = (experiment.Applicants[row], experiment.AskedOf(row));
        Curves.Count = rates.Length;
        Explore(experiment.RequestOf(row, _product), rates);
        _models.Columns.Write(applicant, _columns);
        Hurdle(_acceptance, _models.Loan, applicant, offer, rates, Curves.Hurdle);
        var (level, slope) = _models.Direct.Line(_columns);
        for (int r = 0; r < rates.Length; r++)
            Curves.Direct[r] = level + (slope * rates[r]);
        for (int b = 0; b < _bags.Length; b++)
            Hurdle(_bags[b], _models.Bags[b].Loan, applicant, offer, rates, Curves.Bags[b]);
        Spread(rates.Length);
    }

    /// <summary>The hurdle model's profit at any rate, for the applicant scored last.</summary>
    public double ProfitAt(Experiment experiment, int row, double rate)
    {
        _one[0] = rate;
        _acceptance.Write(experiment.Applicants[row], experiment.AskedOf(row), _one, _oneProbability);
        _models.Loan.Write(_columns, _one, _oneProfit);
        return _oneProbability[0] * _oneProfit[0];
    }

    private void Hurdle(AcceptanceCurve acceptance, LoanProfit loan, Applicant applicant, in OfferVector offer, double[] rates, double[] curve)
    {
        acceptance.Write(applicant, offer, rates, _probabilities);
        loan.Write(_columns, rates, _profits);
        for (int r = 0; r < rates.Length; r++)
            curve[r] = _probabilities[r] * _profits[r];
    }

    private void Spread(int count)
    {
        int bags = Curves.Bags.Length;
        for (int r = 0; r < count && bags > 0; r++)
        {
            double sum = 0, squares = 0;
            foreach (var bag in Curves.Bags)
            {
                double gain = bag[r] - bag[count - 1];
                sum += gain;
                squares += gain * gain;
            }
            double mean = sum / bags;
            Curves.BagMean[r] = mean;
            Curves.BagDeviation[r] = Math.Sqrt(Math.Max(0, (squares / bags) - (mean * mean)) * bags / Math.Max(1, bags - 1));
        }
    }

    // The best over amounts and months at each rate, as the engine would offer it were the rate fixed.
    private void Explore(OfferRequest request, double[] rates)
    {
        Curves.Engine.AsSpan(0, rates.Length).Fill(double.NegativeInfinity);
        Curves.EngineWithLoss.AsSpan(0, rates.Length).Fill(double.NegativeInfinity);
        var surface = _explorer.Explore(request);
        var grid = surface.Grid;
        for (int m = 0; m < grid.Months.Length; m++)
        {
            for (int r = 0; r < Math.Min(grid.Rates.Length, rates.Length); r++)
            {
                if (_row.Length != grid.Amounts.Length)
                    _row = new LoanPrice[grid.Amounts.Length];
                _prices.Write(grid.Months[m], grid.Rates[r], grid.Amounts.AsSpan(), _row, _product.CostsOf(request.Applicant));
                for (int a = 0; a < grid.Amounts.Length; a++)
                {
                    var offer = surface.At(m, r, a);
                    if (!offer.IsFeasible)
                        continue;
                    double amount = (double)grid.Amounts[a];
                    double withLoss = offer.Acceptance * (((1 - offer.Default) * _row[a].Margin) - (offer.Default * _models.LossGivenDefault * amount));
                    Curves.Engine[r] = Math.Max(Curves.Engine[r], offer.Profit);
                    Curves.EngineWithLoss[r] = Math.Max(Curves.EngineWithLoss[r], withLoss);
                }
            }
        }
    }
}
