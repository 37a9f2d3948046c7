import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Connects to TLS servers with JSSE. In: port, host, base64 of the roots' PEM, tab-separated. Out: yes or no, a tab, and why. */
public final class RealityClient {
  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split("\t");
      System.out.println(attempt(Integer.parseInt(parts[0]), parts[1], parts[2]));
    }
  }

  private static String attempt(int port, String host, String roots) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(storeOf(roots));
    context.init(null, trust.getTrustManagers(), null);
    try (Socket plain = new Socket("127.0.0.1", port);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      plain.setSoTimeout(10_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return "yes\tthe handshake is complete";
    } catch (Exception refusal) {
      Throwable cause = refusal;
      while (cause.getCause() != null) cause = cause.getCause();
      return "no\t" + (refusal + " / " + cause).replaceAll("\\s+", " ");
    }
  }

  private static KeyStore storeOf(String roots) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    int number = 0;
    for (Certificate root : factory.generateCertificates(new ByteArrayInputStream(Base64.getDecoder().decode(roots)))) {
      store.setCertificateEntry("root" + number++, root);
    }
    return store;
  }
}
