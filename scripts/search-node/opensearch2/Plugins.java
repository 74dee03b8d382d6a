import java.util.Collection;
import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/** What Spanish and HTTP need, as OpenSearch 2 names it. */
final class Plugins {
    static Collection<Class<? extends Plugin>> all() {
        return List.of(CommonAnalysisPlugin.class, Netty4Plugin.class);
    }
}
