using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Finntelligence.Trees.Ensembles;

namespace Finntelligence.Trees.Learning;

/// <summary>
/// A candidate in a race: one training for each fold, which go on round by round, and the loss that they have in common. It ends when the
/// first of them does, as only rounds that every fold has reached count, or when it has lost. All members but
/// <see cref="Work"/> are called by one thread at a time.
/// </summary>
internal sealed class RaceEntry : IDisposable
{
    private readonly FoldRows[] _rows;
    private readonly FoldTraining[] _folds;
    private readonly int _checkEvery;
    private readonly WorkerTeam _team;
    private readonly List<double> _curve = [];
    private int _checked;

    /// <param name="options">The candidate.</param>
    /// <param name="rows">Of each fold.</param>
    /// <param name="weights">Total weight of the rows that each fold holds out.</param>
    /// <param name="cancellationToken">Checked between nodes.</param>
    public RaceEntry(TreeOptions options, FoldRows[] rows, double[] weights, CancellationToken cancellationToken)
    {
        options.Validate();
        Options = options;
        _rows = rows;
        _folds = [.. weights.Select(weight => new FoldTraining(weight))];
        _checkEvery = RaceRule.RoundsBetweenChecks(options);
        _team = new WorkerTeam(1, cancellationToken);
    }

    public TreeOptions Options { get; }

    /// <summary>Whether it has finished or lost.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether it has lost before it had finished.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Trainings that need no more work.</summary>
    public int Finished => HasEnded ? _folds.Length : _folds.Count(fold => fold.HasEnded);

    /// <summary>Pooled loss after 0, 1, … rounds, as far as it was judged.</summary>
    public IReadOnlyList<double> Curve => _curve;

    /// <summary>The number of rounds with the lowest pooled loss.</summary>
    public int BestRound { get; private set; }

    /// <summary>Takes a piece of work: the fold that is least far, up to its next check.</summary>
    /// <returns>Its number, to be worked on and handed in; null when there is nothing to do, or others have it in hand.</returns>
    public int? Take()
    {
        if (HasEnded)
            return null;
        var end = _folds.Min(fold => fold.HasEnded ? fold.Rounds : int.MaxValue);
        int? least = null;
        for (var k = 0; k < _folds.Length; k++)
        {
            var fold = _folds[k];
            if (!fold.IsTaken && !fold.HasEnded && fold.Rounds < end && (least is null || fold.Rounds < _folds[least.Value].Rounds))
                least = k;
        }

        if (least is { } taken)
            _folds[taken].IsTaken = true;
        return least;
    }

    /// <summary>Does what was taken. Different folds may be worked on at once.</summary>
    public void Work(int fold)
    {
        var (learned, heldOut) = _rows[fold].Binned(Options.MaximumBinCountPerFeature);
        var training = _folds[fold].Training ??= new Boosting(_rows[fold].Learned, learned, Options, heldOut, _team);
        while (training.Advance() && training.Rounds % _checkEvery != 0)
        {
        }
    }

    /// <summary>Hands in what was done.</summary>
    public void HandIn(int fold)
    {
        _folds[fold].HandIn();
        if (HasEnded)
            _folds[fold].LetGo(BestRound);
    }

    /// <summary>Judges it as far as all folds have come. Must have been called for those before it until they had ended.</summary>
    /// <param name="best">The lowest pooled loss of those before it; +∞ for the first.</param>
    public void Judge(double best)
    {
        var reached = _folds.Min(fold => fold.Rounds);
        while (!HasEnded && _checked + _checkEvery <= reached)
        {
            _checked += _checkEvery;
            Pool(_checked);
            if (RaceRule.HasLost(CollectionsMarshal.AsSpan(_curve), Options, best))
                End(hasLost: true);
        }

        if (HasEnded || !_folds.Any(fold => fold.HasEnded && fold.Rounds == reached))
            return;
        Pool(reached);
        End(hasLost: false);
    }

    /// <summary>Each held-out row's score after the best round, fold by fold.</summary>
    public double[] Scores(int fold) =>
        _rows[fold].Binned(Options.MaximumBinCountPerFeature).HeldOut.Scores(_folds[fold].BaseScore, _folds[fold].Trees);

    /// <summary>Gives back what a broken-off race has left; nobody works on it any more.</summary>
    public void Dispose()
    {
        foreach (var fold in _folds)
            fold.GiveBack();
        _team.Dispose();
    }

    private void Pool(int rounds)
    {
        var weights = 0.0;
        foreach (var fold in _folds)
            weights += fold.Weight;
        for (var round = _curve.Count; round <= rounds; round++)
        {
            var sum = 0.0;
            foreach (var fold in _folds)
                sum += fold.Weight * fold.Losses[round];
            _curve.Add(sum / weights);
            if (_curve[round] < _curve[BestRound])
                BestRound = round;
        }
    }

    private void End(bool hasLost)
    {
        HasEnded = true;
        HasLost = hasLost;
        foreach (var fold in _folds.Where(fold => !fold.IsTaken))
            fold.LetGo(BestRound);
    }

    /// <summary>One fold's training and what of it is known to all.</summary>
    private sealed class FoldTraining(double weight)
    {
        public double Weight => weight;

        public Boosting? Training { get; set; }

        public bool IsTaken { get; set; }

        public List<double> Losses { get; } = [];

        public int Rounds => Losses.Count - 1;

        public bool HasEnded { get; private set; }

        public double BaseScore { get; private set; }

        public ImmutableArray<DecisionTree> Trees { get; private set; } = [];

        public void HandIn()
        {
            IsTaken = false;
            for (var round = Losses.Count; round < Training!.Losses.Count; round++)
                Losses.Add(Training.Losses[round]);
            HasEnded = Training.HasEnded;
        }

        /// <summary>Keeps the trees up to a round and lets the rest, which takes much memory, go.</summary>
        public void LetGo(int rounds)
        {
            if (Training is null)
                return;
            BaseScore = Training.BaseScore;
            Trees = Training.Trees[..Math.Min(rounds, Training.Rounds)];
            GiveBack();
        }

        public void GiveBack()
        {
            Training?.Dispose();
            Training = null;
        }
    }
}
