package dev.levee.executor.api;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// An authority of a test's own, and the certificates it signs.
public final class CertificatesForTests {

    private static final Duration LIFE = Duration.ofDays(1);
    private static final char[] NO_PASSWORD = {};

    private final Path folder;
    private final KeyPair keys = keys();
    private final X509Certificate authority;
    private final Path file;
    private int issued;

    public CertificatesForTests(Path folder, String name) {
        this.folder = folder;
        this.authority = sign(name, keys, true);
        this.file = write(name + "-ca.pem", authority);
    }

    /// A certificate for this machine's own names, with its key.
    ///
    /// @param certificate PEM file
    /// @param key PEM file
    public record Issued(Path certificate, Path key, X509Certificate x509, KeyPair keys) {}

    public Path authority() {
        return file;
    }

    public Issued issue(String name) {
        KeyPair own = keys();
        X509Certificate certificate = sign(name, own, false);
        return new Issued(write(name + ".pem", certificate), write(name + ".key", pkcs8(own)), certificate, own);
    }

    /// What a client needs that trusts this authority.
    public SSLContext client(Optional<Issued> own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, NO_PASSWORD);
            trusted.setCertificateEntry("authority", authority);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);

            KeyStore shown = KeyStore.getInstance("PKCS12");
            shown.load(null, NO_PASSWORD);
            if (own.isPresent()) {
                shown.setKeyEntry("own", own.get().keys().getPrivate(), NO_PASSWORD, new Certificate[] {
                    own.get().x509()
                });
            }
            KeyManagerFactory key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            key.init(shown, NO_PASSWORD);

            SSLContext context = SSLContext.getInstance("TLS");
            context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate sign(String name, KeyPair own, boolean authority) {
        try {
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Principal("CN="
                            + (authority
                                    ? name
                                    : this.authority
                                            .getSubjectX500Principal()
                                            .getName()
                                            .substring(3))),
                    BigInteger.valueOf(++issued),
                    Date.from(now.minus(LIFE)),
                    Date.from(now.plus(LIFE)),
                    new X500Principal("CN=" + name),
                    own.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
                    new GeneralName(GeneralName.dNSName, "localhost"),
                    new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                }));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path write(String name, Object pem) {
        try (StringWriter text = new StringWriter()) {
            try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
                writer.writeObject(pem);
            }
            return Files.writeString(folder.resolve(name), text.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JcaPKCS8Generator pkcs8(KeyPair keys) {
        try {
            return new JcaPKCS8Generator(keys.getPrivate(), null);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
