using System.Buffers;
using Finntelligence.Lending.Offers;
using Finntelligence.Lending.Requests;

namespace Finntelligence.Portfolios.Scoring.Answers;

/// <summary>Writes decisions and faults, a line each. Used by one thread at a time.</summary>
internal interface IAnswerWriter
{
    /// <summary>Lines before the first decision; empty if none.</summary>
    string DecisionHeader { get; }

    /// <summary>Lines before the first fault; empty if none.</summary>
    string FaultHeader { get; }

    /// <summary>One decision.</summary>
    void WriteDecision(IBufferWriter<byte> output, LineReading reading, Decision decision);

    /// <summary>Everything that is wrong with one record. Never one of its values.</summary>
    void WriteFaults(IBufferWriter<byte> output, long line, LineReading reading);
}
