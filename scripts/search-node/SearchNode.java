import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.opensearch.common.settings.Settings;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;

/**
 * One OpenSearch node on loopback, of the server's own classes as Maven Central has them.
 *
 * The distribution's start refuses to run as root and wants its plugins unpacked in folders; a node
 * made by hand needs neither. Takes its folder and its port; ends when it is told to (SIGTERM). Its
 * plugins are those of the folder named after the version, since 2 and 3 name them differently.
 */
final class SearchNode extends Node {
    private SearchNode(Settings settings) {
        super(
                InternalSettingsPreparer.prepareEnvironment(settings, Map.of(), null, () -> "rotativa"),
                Plugins.all(),
                false);
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        Node node =
                new SearchNode(
                        Settings.builder()
                                .put("path.home", home.toString())
                                .put("cluster.name", "rotativa")
                                .put("discovery.type", "single-node")
                                .put("network.host", "127.0.0.1")
                                .put("http.port", arguments[1])
                                .put("transport.port", "0")
                                .put("transport.type", "netty4")
                                .put("http.type", "netty4")
                                // A test machine with a full disk still searches.
                                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                                // Its collector leaves garbage lying, which would count as memory in use: no batch
                                // of a large index gets in then, whatever time it is given.
                                .put("indices.breaker.total.use_real_memory", false)
                                .build());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    try {
                                        node.close();
                                    } catch (Exception fault) {
                                        fault.printStackTrace();
                                    }
                                    ended.countDown();
                                }));
        node.start();
        ended.await();
    }
}
