import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Connects to TLS servers with JSSE. In, tab-separated, texts in base64: port, host, PEM of the roots, PEM of the client's certificate, its
 * key (PKCS #8, DER), what it does not do (sni, tls13), text to send, header for the channel binding. Out: yes or no, why, and base64 of
 * what came after the handshake.
 */
public final class RealityClient {
  private static final char[] NO_PASSWORD = "".toCharArray();

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // Most of the time is waiting for servers.
    ExecutorService workers = Executors.newFixedThreadPool(8);
    List<Future<String>> answers = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split("\t", -1);
      answers.add(workers.submit(() -> attempt(parts)));
    }
    for (Future<String> answer : answers) System.out.println(answer.get());
    workers.shutdown();
  }

  private static String attempt(String[] parts) throws Exception {
    int port = Integer.parseInt(parts[0]);
    String host = parts[1];
    SSLContext context = SSLContext.getInstance("TLS");
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(storeOf(decode(parts[2])));
    context.init(keysOf(decode(parts[3]), decode(parts[4])), trust.getTrustManagers(), null);
    boolean complete = false;
    try (Socket plain = new Socket("127.0.0.1", port);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
      plain.setSoTimeout(10_000);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      if (parts[5].contains("sni")) parameters.setServerNames(List.of());
      if (parts[5].contains("tls13")) parameters.setProtocols(new String[] {"TLSv1.2"});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      complete = true;
      byte[] received = converse(socket, decode(parts[6]), parts[7]);
      return "yes\tthe handshake is complete\t" + Base64.getEncoder().encodeToString(received);
    } catch (Exception refusal) {
      Throwable cause = refusal;
      while (cause.getCause() != null) cause = cause.getCause();
      return (complete ? "yes\t" : "no\t") + (refusal + " / " + cause).replaceAll("\\s+", " ") + "\t";
    }
  }

  private static byte[] converse(SSLSocket socket, byte[] request, String bindingHeader) throws Exception {
    if (request.length == 0) return request;
    String text = new String(request, StandardCharsets.UTF_8);
    if (!bindingHeader.isEmpty()) {
      X509Certificate seen = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      text = text.replace("\r\n\r\n", "\r\n" + bindingHeader + ": " + endPointOf(seen) + "\r\n\r\n");
    }
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    return socket.getInputStream().readAllBytes();
  }

  /** RFC 5929 4.1: the hash of the certificate's signature, SHA-256 for what is weaker. */
  private static String endPointOf(X509Certificate certificate) throws Exception {
    String signature = certificate.getSigAlgName();
    String hash = signature.startsWith("SHA384") ? "SHA-384" : signature.startsWith("SHA512") ? "SHA-512" : "SHA-256";
    StringBuilder text = new StringBuilder();
    for (byte octet : MessageDigest.getInstance(hash).digest(certificate.getEncoded())) {
      text.append(String.format("%02x", octet));
    }
    return text.toString();
  }

  private static byte[] decode(String text) {
    return Base64.getDecoder().decode(text);
  }

  private static KeyManager[] keysOf(byte[] certificate, byte[] key) throws Exception {
    if (key.length == 0) return null;
    PrivateKey parsed = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    Certificate[] chain = {CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate))};
    store.setKeyEntry("client", parsed, NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, NO_PASSWORD);
    return keys.getKeyManagers();
  }

  private static KeyStore storeOf(byte[] roots) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    int number = 0;
    for (Certificate root : factory.generateCertificates(new ByteArrayInputStream(roots))) {
      store.setCertificateEntry("root" + number++, root);
    }
    return store;
  }
}
