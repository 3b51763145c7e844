namespace Finntelligence.Trees.Ensembles;

/// <summary>
/// How base score and leaf values are added up. It is a property of the ensemble, so one row, a batch and a specialised
/// grid give the same bits.
/// </summary>
public enum ScoreArithmetic
{
    /// <summary>
    /// In double, with base score and leaves on the grid of <see cref="FixedPoint"/>: every sum is exact, so any order of
    /// addition gives the same bits. What our own learner makes.
    /// </summary>
    Exact = 0,

    /// <summary>
    /// In float32, from the base score on, one leaf after the other in the order of the trees: XGBoost's own arithmetic,
    /// so that its margins come out bit for bit. Base score and leaves must be float32 values.
    /// </summary>
    Single = 1,

    /// <summary>
    /// In double, from the base score on, one leaf after the other in the order of the trees: for models of others whose
    /// leaves are not on the grid (LightGBM), where the order shows in the last bits.
    /// </summary>
    Double = 2,
}
