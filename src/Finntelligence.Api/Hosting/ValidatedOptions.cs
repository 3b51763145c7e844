using FluentValidation;
using Microsoft.Extensions.Options;

namespace Finntelligence.Api.Hosting;

/// <summary>Refuses settings that their validator refuses, before the service listens; each fault under its key.</summary>
internal sealed class ValidatedOptions<T>(string section, IValidator<T> validator) : IValidateOptions<T> where T : class
{
    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = validator.Validate(options).Errors;
        return faults.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(f => $"{section}:{f.PropertyName.Replace('.', ':')} {f.ErrorMessage}"));
    }
}
