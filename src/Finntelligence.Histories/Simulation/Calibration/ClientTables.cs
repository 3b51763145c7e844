namespace Finntelligence.Histories.Simulation.Calibration;

/// <summary>Who the clients are: aggregates of the experiment. No value here belongs to a single client.</summary>
internal static class ClientTables
{
    /// <summary>Letters by wave (rows 1 to 3) within class.</summary>
    public static readonly double[][] LettersByClassAndWave = [[1049, 2817, 2558], [766, 1530, 2600], [3143, 15252, 24095]];

    /// <summary>Share without a bureau record, by class and wave.</summary>
    public static readonly double[][] NoBureauRecord = [[0.284, 0.181, 0.050], [0.243, 0.131, 0.046], [0.269, 0.189, 0.057]];

    /// <summary>Share of wave 1 whose age, marital status, dependants and prior loans are missing.</summary>
    public const double UnknownPersonInWave1 = 0.0516;

    public const double Female = 0.476;
    public const double Married = 0.437;
    public const double Educated = 0.388;

    /// <summary>Cumulative shares of last terms 1, 4 and 6 (the rest is 12), by class.</summary>
    public static readonly double[][] LastTerm = [[0.0188, 0.8754, 0.9693], [0.0137, 0.9261, 0.9859], [0.0319, 0.9744, 0.9949]];

    public static readonly string[] Provinces =
        ["Kwazulu-Natal", "Gauteng", "Eastern Cape", "Western Cape", "Limpopo Province", "Free State", "Mpumalanga", "North West"];

    public static readonly double[] ProvinceWeights = [23749, 19199, 3728, 2828, 2703, 1230, 364, 9];

    public static readonly double[] RuralByProvince = [0.217, 0.025, 0.209, 0.001, 0.440, 0.427, 0.990, 0.110];

    /// <summary>Branches per province; their codes in the twin are made up.</summary>
    public static readonly int[] BranchesByProvince = [36, 30, 8, 6, 6, 4, 2, 1];

    /// <summary>
    /// Gross monthly income in thousands of rand, in waves 2 and 3. In wave 2 the lender seems to have filled it in from a few
    /// typical values.
    /// </summary>
    public static readonly QuantileTable[] Income =
    [
        new(2.22, 2.22, 2.22, 2.32, 2.37, 2.37, 2.63, 2.7, 2.73, 2.83, 3.2, 3.3, 3.54, 3.54, 3.61, 3.65, 3.75, 3.78, 4.2, 4.3, 4.44),
        new(0.49, 0.69, 0.84, 0.99, 1.15, 1.3, 1.5, 1.69, 1.9, 2.32, 2.7, 3.18, 3.91, 4.46, 5.09, 5.74, 6.61, 8.07, 9.62, 12.34, 25.22),
    ];

    /// <summary>Months since the last loan, by class.</summary>
    public static readonly QuantileTable[] Dormancy =
    [
        new(0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 13.6),
        new(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 6),
        new(0, 1, 1, 2, 4, 6, 7, 8, 9, 11, 13, 14, 16, 18, 19, 20, 21, 23, 23, 24, 24),
    ];

    /// <summary>Bureau score of those with a record, by class.</summary>
    public static readonly QuantileTable[] BureauScore =
    [
        new(445, 470, 486, 505, 531, 551, 567, 582, 596, 621, 645, 671, 695, 708, 723, 737, 750, 767, 778, 792, 835),
        new(424, 456, 471, 490, 513, 528, 543, 555, 566, 589, 612, 638, 660, 673, 687, 703, 722, 747, 764, 780, 812),
        new(434, 460, 476, 494, 518, 536, 550, 563, 575, 601, 626, 648, 671, 683, 697, 712, 731, 753, 769, 787, 824),
    ];

    /// <summary>Internal score, by class.</summary>
    public static readonly QuantileTable[] ApplicationScore =
    [
        new(5, 11, 14, 16, 19, 21, 23, 24, 25, 28, 30, 33, 35, 37, 39, 40, 43, 45, 48, 48, 50),
        new(6, 11, 13, 16, 18, 20, 22, 23, 24, 27, 29, 31, 34, 36, 37, 39, 41, 44, 47, 48, 50),
        new(5, 11, 13, 16, 18, 20, 22, 23, 24, 27, 29, 32, 34, 36, 38, 39, 42, 44, 46, 48, 50),
    ];

    /// <summary>Last amount in rand, by class.</summary>
    public static readonly QuantileTable[] LastAmount =
    [
        new(200, 200, 250, 300, 400, 500, 500, 600, 700, 850, 1000, 1000, 1500, 1500, 1800, 2000, 2000, 3000, 4000, 5000, 10000),
        new(200, 200, 250, 300, 400, 500, 500, 600, 650, 800, 1000, 1000, 1300, 1500, 1500, 2000, 2000, 3000, 3500, 5000, 6000),
        new(200, 200, 200, 300, 400, 500, 500, 500, 600, 800, 1000, 1000, 1200, 1400, 1500, 1900, 2000, 2500, 3000, 4000, 6000),
    ];

    /// <summary>Number of prior loans, by class.</summary>
    public static readonly QuantileTable[] PriorLoans =
    [
        new(1, 2, 2, 2, 2, 2, 3, 3, 4, 4, 6, 7, 8, 9, 10, 12, 13, 15, 17, 20, 25),
        new(1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 7, 7, 9, 10, 12, 15, 17, 20, 26.1),
        new(1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7, 9, 11, 13, 16, 21),
    ];

    /// <summary>Dependants, by wave.</summary>
    public static readonly QuantileTable[] Dependants =
    [
        new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 8),
        new(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 6, 7, 8, 10),
        new(0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 9),
    ];

    /// <summary>Age in years.</summary>
    public static readonly QuantileTable Age =
        new(21.4, 23.3, 24.6, 26.1, 28.2, 29.8, 31.2, 32.5, 34, 36.7, 39.8, 42.8, 46.3, 48.4, 50.8, 53.7, 57.1, 62.5, 66.4, 72.1, 84.7);
}
