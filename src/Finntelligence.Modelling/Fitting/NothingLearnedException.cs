using Finntelligence.Foundation.Faults;

namespace Finntelligence.Modelling.Fitting;

/// <summary>A trainer found nothing to learn in a history that another trainer may well learn from.</summary>
internal sealed class NothingLearnedException(string message) : RequestFaultException(message);
