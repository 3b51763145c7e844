namespace Finntelligence.Trees.Formats.MlNet.Reading;

/// <summary>Named blocks of bytes: the members of a model zip.</summary>
internal interface IModelMembers
{
    bool Contains(string name);

    /// <exception cref="InvalidModelFileException">There is no such member, or it is damaged.</exception>
    byte[] Read(string name);
}
