using Finntelligence.Explorer.Customers.Answers;
using Finntelligence.Explorer.Customers.Case;
using Finntelligence.Explorer.Hosting;
using FsCheck;
using FsCheck.Fluent;

namespace Finntelligence.Explorer.Tests.Customers;

public sealed class CaseTests
{
    private static readonly CaseForm Form = CaseForm.Of(Pairs.Of("cash-loan").Product, Pairs.Words);

    [Theory]
    [InlineData("1800", "1800", "1800")]
    [InlineData("1,800.5", "1800.5", null)]
    [InlineData("1.800,5", null, "1800.5")]
    [InlineData("1.800", "1.800", "1800")]
    [InlineData("1.8", "1.8", "1.8")]
    [InlineData("1,8", null, "1.8")]
    [InlineData(" 12 500 ", "12500", "12500")]
    [InlineData("007", "7", "7")]
    [InlineData(".5", "0.5", "0.5")]
    [InlineData("-3", "-3", "-3")]
    [InlineData("1e5", null, null)]
    [InlineData("much", null, null)]
    public void A_number_is_read_as_its_language_writes_it(string typed, string? english, string? german)
    {
        NumberEntry.ToInvariant(typed, Locales.English).ShouldBe(english ?? typed);
        NumberEntry.ToInvariant(typed, Locales.German).ShouldBe(german ?? typed);
    }

    [Fact]
    public void A_number_comes_back_as_it_was_typed()
    {
        Prop.ForAll(Gen.Choose(-1_000_000, 1_000_000).Select(n => n / 100m).ToArbitrary(), number =>
        {
            foreach (var culture in Locales.All)
            {
                var local = number.ToString("#,0.##", culture);
                decimal.Parse(NumberEntry.ToInvariant(local, culture), System.Globalization.CultureInfo.InvariantCulture).ShouldBe(number);
                NumberEntry.ToInvariant(NumberEntry.ToLocal(NumberEntry.ToInvariant(local, culture), culture), culture).ShouldBe(NumberEntry.ToInvariant(local, culture));
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_link_shows_the_same_case_whatever_was_typed()
    {
        var typed = Form.Example.With("monthlyIncome", "3 200 & more? #x=ü").With("ask.requestedMonths", "6").With("bureauScore", " ");

        CustomerCase.OfAddress("http://h/x/explore" + typed.ToQuery(Form), Form).Values.ShouldBe(typed.Values);
        typed["bureauScore"].ShouldBeEmpty();
    }

    [Fact]
    public void An_address_brings_in_nothing_that_the_form_does_not_know() =>
        CustomerCase.OfAddress("http://h/explore?nobody=1&riskCategory=LOW&riskCategory=HIGH&priorLoans=" + new string('9', 5000), Form).Values
            .Select(v => (v.Key, v.Value.Length)).ShouldBe([("priorLoans", 100), ("riskCategory", 3)]);

    [Theory]
    [InlineData("cash-loan")]
    [InlineData("car-loan")]
    public void The_form_is_the_products_and_its_example_gets_an_offer(string product)
    {
        var pair = Pairs.Of(product);
        var form = CaseForm.Of(pair.Product, Pairs.Words);

        form.Customer.Select(f => f.Name).ShouldBe(pair.Product.Applicant.Select(f => f.Name));
        form.Customer.Select(f => f.IsOptional).ShouldBe(pair.Product.Applicant.Select(f => !f.Required));
        form.Customer.Select(f => f.Range).ShouldBe(pair.Product.Applicant.Select(f => (f.Minimum, f.Maximum)));
        form.All.Select(f => f.Name).ShouldBeUnique();
        Pairs.Answer(product).Offer.ShouldNotBeNull();
    }

    [Fact]
    public void Faults_are_the_services_own_and_come_all_at_once()
    {
        var pair = Pairs.Of("cash-loan");
        var typed = Form.Example.With("monthlyIncome", "much").With("priorLoans", "2.5").With("bureauScore", "1").With("riskCategory", "").With("ask.maxRate", "-1");

        var reading = CustomerAnswers.Read(pair, Form, typed);

        reading.Answer.ShouldBeNull();
        reading.Faults.Select(f => f.Path).ShouldBe(
            ["applicant.monthlyIncome", "applicant.priorLoans", "applicant.bureauScore", "applicant.riskCategory", "constraints.maxRate"], ignoreOrder: true);
        // Each belongs to a field, where it is shown.
        reading.Faults.ShouldAllBe(fault => Form.All.Any(field => field.Path == fault.Path));
    }

    [Fact]
    public void Nothing_a_person_types_is_more_than_a_fault()
    {
        var pair = Pairs.Of("cash-loan");
        var anything = Gen.Elements("", "0", "-1", "1e9", "NaN", "null", "true", "{\"a\":1}", "99999999999999999999", "\ud800", "HIGH", "3200", "\"", "\u0000").ToArbitrary();
        Prop.ForAll(anything, Gen.Elements(Form.All.ToArray()).ToArbitrary(), (value, field) =>
        {
            var reading = CustomerAnswers.Read(pair, Form, Form.Example.With(field.Name, value));
            ((reading.Answer is null) == (reading.Faults.Length > 0)).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("monthsSinceLastLoan", "Months since last loan")]
    [InlineData("rate", "Rate")]
    [InlineData("hasAPR", "Has apr")]
    public void Names_are_written_as_people_do(string name, string label) => Labels.Of(name).ShouldBe(label);
}
