using Finntelligence.Foundation.Faults;
using Finntelligence.ModelOps.Keys;

namespace Finntelligence.ModelOps.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly KeyFile _file;

    public KeyFileTests() => _file = new KeyFile(_folder.File("var/keys.json"), TimeProvider.System);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_opens_by_its_own_secret_alone_and_the_file_does_not_have_it()
    {
        var (_, text) = _file.Add("shop", [Scopes.Predict, Scopes.Outcomes], default);
        var (_, other) = _file.Add("branch", [Scopes.Audit], default);

        var keys = _file.Read();
        var (id, secret) = ApiKey.Split(text)!.Value;
        var key = keys.Single(k => k.Id == id);
        key.Opens(secret).ShouldBeTrue();
        key.Opens(ApiKey.Split(other)!.Value.Secret).ShouldBeFalse();
        key.Scopes.ShouldBe([Scopes.Predict, Scopes.Outcomes]);
        File.ReadAllText(_file.Path).ShouldNotContain(secret);
        keys[0].Salt.ShouldNotBe(keys[1].Salt);
    }

    [Fact]
    public void A_revoked_key_stays_in_the_file_and_its_name_is_free_again()
    {
        var (key, _) = _file.Add("shop", [Scopes.Predict], default);
        Should.Throw<RequestFaultException>(() => _file.Add("shop", [Scopes.Predict], default)).Message.ShouldContain("shop");

        _file.Revoke("shop", default).Id.ShouldBe(key.Id);

        _file.Read().Single().IsGood.ShouldBeFalse();
        _file.Add("shop", [Scopes.Predict], default);
        _file.Read().Count.ShouldBe(2);
        Should.Throw<RequestFaultException>(() => _file.Revoke(key.Id, default));
    }

    [Fact]
    public void Without_a_file_there_are_no_keys() => _file.Read().ShouldBeEmpty();

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"keys\": [ { \"id\": \"1\" } ] }")]
    [InlineData("not JSON")]
    public void A_damaged_file_is_named(string text)
    {
        _folder.Write("var/keys.json", text);

        Should.Throw<DataFaultException>(() => _file.Read()).Message.ShouldContain(_file.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData("fk_12_34")]
    [InlineData("fk_0123456789ab_")]
    [InlineData("xx_0123456789ab_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    public void What_is_no_key_is_not_split(string text) => ApiKey.Split(text).ShouldBeNull();
}
