package dev.ipsecsites.cato;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** The HTTP client that all accounts share: one pool of connections, nothing that sends a request a second time. */
public final class CmaHttp {
    /** No server time-out is documented; Cato's own command line waits so long (cato-api.md §1.6). */
    private static final Duration CALL = Duration.ofSeconds(60);

    private CmaHttp() {}

    /**
     * @param extraTrust PEM file of certificates to trust beside the system's, for a lab or an intercepting proxy
     * @throws IOException when that file can't be read or has no certificate
     */
    public static OkHttpClient client(@Nullable Path extraTrust) throws IOException {
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                // A redirect could carry the key to any host.
                .followRedirects(false)
                .followSslRedirects(false)
                // OkHttp would send a POST again whose answer got lost: a second site (cato-api.md §1.5).
                .retryOnConnectionFailure(false)
                // Shorter than usual idle time-outs of servers: fewer requests into a connection that is just closing.
                .connectionPool(new ConnectionPool(8, 20, TimeUnit.SECONDS))
                .connectTimeout(Duration.ofSeconds(10))
                .callTimeout(CALL)
                .readTimeout(CALL)
                .writeTimeout(CALL);
        if (extraTrust != null) {
            X509TrustManager trust = trust(extraTrust);
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {trust}, null);
                builder.sslSocketFactory(context.getSocketFactory(), trust);
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS can't be set up with the certificates of " + extraTrust, e);
            }
        }
        return builder.build();
    }

    private static X509TrustManager trust(Path extra) throws IOException {
        try (InputStream pem = Files.newInputStream(extra)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (X509Certificate certificate : trustManager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("system-" + number++, certificate);
            }
            int system = number;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("extra-" + number++, certificate);
            }
            if (number == system) {
                throw new IOException("no certificate in " + extra + "; expected PEM");
            }
            return trustManager(store);
        } catch (GeneralSecurityException e) {
            throw new IOException("certificates of " + extra + " can't be read; expected PEM", e);
        }
    }

    private static X509TrustManager trustManager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }
}
