using Finntelligence.Trees.Formats.XGBoost.Documents;

namespace Finntelligence.Trees.Formats.XGBoost;

/// <summary>Reads the arrays of each tree, and counts nodes over all trees against the limit.</summary>
internal sealed class TreeArraysReader(DocumentReader document, ModelFileLimits limits)
{
    private int _nodesLeft = limits.Nodes;

    public TreeArrays Read()
    {
        var tree = new TreeArrays();
        document.ReadObject(name => ReadMember(tree, name));
        _nodesLeft -= tree.LeftChildren?.Count ?? 0;
        return tree;
    }

    private void ReadMember(TreeArrays tree, string name)
    {
        switch (name)
        {
            case "left_children":
                tree.LeftChildren = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "right_children":
                tree.RightChildren = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "split_indices":
                tree.SplitIndices = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "split_conditions":
                tree.SplitConditions = document.ReadList(_nodesLeft, document.ReadSingle);
                break;
            case "default_left":
                tree.DefaultLeft = document.ReadList(_nodesLeft, document.ReadFlag);
                break;
            case "sum_hessian":
                tree.SumHessian = document.ReadList(_nodesLeft, document.ReadSingle);
                break;
            case "loss_changes":
                tree.LossChanges = document.ReadList(_nodesLeft, document.ReadSingle);
                break;
            case "split_type":
                tree.SplitType = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "base_weights":
                tree.Counted.Add((name, document.ReadList(_nodesLeft, document.ReadSingle).Count));
                break;
            case "parents":
                tree.Counted.Add((name, document.ReadList(_nodesLeft, document.ReadInteger).Count));
                break;
            // A set holds up to 2²⁴ codes, so categories are bounded by the size of the file alone.
            case "categories":
                tree.Categories = document.ReadList(int.MaxValue, document.ReadInteger);
                break;
            case "categories_nodes":
                tree.CategoryNodes = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "categories_segments":
                tree.CategorySegments = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "categories_sizes":
                tree.CategorySizes = document.ReadList(_nodesLeft, document.ReadInteger);
                break;
            case "id":
                tree.Id = document.ReadInteger();
                break;
            case "tree_param":
                document.ReadObject(parameter => ReadParameter(tree, parameter));
                break;
            default:
                document.Skip();
                break;
        }
    }

    private void ReadParameter(TreeArrays tree, string name)
    {
        if (name == "num_nodes")
            tree.NodeCount = document.ReadCount();
        else if (name == "size_leaf_vector")
            tree.LeafVectorSize = document.ReadCount();
        else
            document.Skip();
    }
}
