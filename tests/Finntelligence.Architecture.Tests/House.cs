using System.Collections.Immutable;

namespace Finntelligence.Architecture.Tests;

/// <summary>Every arrow that may be. A new one is a decision: it is made here, and the map in the readmes is written anew.</summary>
internal static class House
{
    public static ImmutableArray<Room> Rooms { get; } =
    [
        new("Foundation", "faults, output: the words that all rooms share", [],
        [
            new("Faults", []),
            new("Output", []),
        ]),
        new("Trees", "rows, labels → boosted trees; model formats", [],
        [
            new(Places.Root, []),
            new("Calibration", [Places.Root, "Evaluation"]),
            new("Ensembles", [Places.Root]),
            new("Evaluation", []),
            new("Explanation", [Places.Root, "Ensembles"]),
            new("Formats", [Places.Root, "Calibration", "Ensembles"]),
            new("Learning", [Places.Root, "Ensembles", "Numerics"]),
            new("Numerics", []),
            new("Training", [Places.Root, "Calibration", "Ensembles", "Formats", "Learning", "Numerics"]),
        ]),
        new("ModelOps", "files → registry, runs, data versions", ["Foundation"],
        [
            new("Dvc", ["Files", "Yaml"]),
            new("Experiments", ["Files"]),
            new("Files", []),
            new("MLflow", ["Experiments", "Files", "Registry", "Yaml"]),
            new("Registry", ["Files"]),
            new("Workspaces", []),
            new("Yaml", []),
        ]),
        new("Lending", "applicant + models → the best offer; product.json", ["Foundation", "Trees"],
        [
            new("Confirmation", ["Models", "Offers", "Products"]),
            new("Disclosing", ["Explanations", "Offers", "Pricing", "Products", "Requests"]),
            new("Explanations", ["Models", "Products"]),
            new("Loading", ["Pricing", "Products"]),
            new("Models", ["Products"]),
            new("Offers", ["Explanations", "Models", "Pricing", "Products", "RateCards"]),
            new("Pricing", ["Products"]),
            new("Products", []),
            new("RateCards", ["Loading", "Models", "Products"]),
            new("Requests", ["Offers", "Products"]),
        ]),
        new("RateCards", "profit by rate → the best card of few cells", ["Foundation", "Lending"],
        [
            new("Binning", ["Tables"]),
            new("Search", ["Binning", "Tables"]),
            new("Selection", ["Search", "Tables"]),
            new("Tables", []),
        ]),
        new("Histories", "files → rows: import, simulation, records", ["Foundation", "Trees", "ModelOps", "Lending"],
        [
            new("Checks", ["Sources"]),
            new("Files", []),
            new("Import", ["Checks", "Files", "Proposals", "Reading", "Sources"]),
            new("Proposals", ["Reading", "Sources"]),
            new("Reading", ["Sources"]),
            new("Records", []),
            new("Simulation", ["Sources"]),
            new("Sources", []),
        ]),
        new("Modelling", "rows → a registered version", ["Foundation", "Trees", "ModelOps", "Lending", "Histories"],
        [
            new("Comparing", ["Gates", "Versions"]),
            new("Exporting", ["Versions"]),
            new("Fitting", ["Gates", "Identification", "Versions"]),
            new("Gates", ["Versions"]),
            new("Identification", []),
            new("Importing", ["Fitting", "Gates", "Versions"]),
            new("Promotion", ["Gates", "Versions"]),
            new("Reproduction", ["Fitting", "Identification", "Versions"]),
            new("Showing", ["Versions"]),
            new("Tracking", ["Exporting", "Fitting", "Gates", "Versions"]),
            new("Training", ["Fitting", "Identification", "Tracking", "Versions"]),
            new("Versions", []),
        ]),
        new("Evidence", "versions + rows → figures and pages", ["Foundation", "Trees", "ModelOps", "Lending", "RateCards", "Histories", "Modelling"],
        [
            new("Evaluation", []),
            new("Monitoring", []),
            new("RateCards", ["Evaluation", "Reporting"]),
            new("Reporting", ["Evaluation", "Monitoring"]),
        ]),
        new("Portfolios", "versions + applicants → decisions", ["Foundation", "ModelOps", "Lending", "Histories", "Modelling"],
        [
            new("Comparing", []),
            new("Frontier", ["Scoring"]),
            new("Scoring", []),
        ]),
        new("Training", "the console: commands, options, exit codes", ["Foundation", "ModelOps", "Lending", "RateCards", "Histories", "Modelling", "Evidence", "Portfolios"],
        [
            new("Commands", ["Commands/Data", "Commands/Evidence", "Commands/Models", "Commands/Portfolios", "Commands/Product", "Commands/RateCards", "Commands/Runs", "Running"]),
            new("Commands/Data", ["Options", "Running"]),
            new("Commands/Evidence", ["Options", "Running"]),
            new("Commands/Models", ["Options", "Running"]),
            new("Commands/Portfolios", ["Options", "Output", "Running"]),
            new("Commands/Product", ["Options", "Running"]),
            new("Commands/RateCards", ["Options", "Running"]),
            new("Commands/Runs", ["Running"]),
            new("Options", ["Running"]),
            new("Output", []),
            new("Running", ["Output"]),
        ]),
        new("Api", "the service: JSON in, offers out", ["Foundation", "Trees", "ModelOps", "Lending"],
        [
            new(Places.Root, ["Documentation", "Explore", "FirstRequest", "Hosting", "Pool", "Predictions", "Status"]),
            new("Documentation", ["Explore", "Hosting", "Pool", "Predictions", "Status"]),
            new("Explore", ["Hosting", "Pool", "Predictions"]),
            new("FirstRequest", ["Hosting"]),
            new("Hosting", []),
            new("Pool", ["Hosting"]),
            new("Predictions", ["Hosting", "Pool"]),
            new("Status", ["Hosting", "Pool"]),
        ]),
    ];

    public static Room Of(string name) => Rooms.Single(r => r.Name == name);
}
