using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KpiFunctions.Cli.Embedded;

/// <summary>A certificate for 127.0.0.1 that nobody else trusts, made for one run and never stored.</summary>
internal sealed record LoopbackCertificate(string Key, string Certificate, byte[] Hash)
{
    public static LoopbackCertificate Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());

        // From an hour ago, because clocks differ.
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddDays(2));
        return new(key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem(), certificate.GetCertHash(HashAlgorithmName.SHA256));
    }
}
