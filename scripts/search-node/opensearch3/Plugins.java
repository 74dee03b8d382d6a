import java.util.Collection;
import java.util.List;
import org.opensearch.Version;
import org.opensearch.analysis.common.CommonAnalysisModulePlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** What Spanish and HTTP need, as OpenSearch 3 names it; it asks for their descriptions. */
final class Plugins {
    static Collection<PluginInfo> all() {
        return List.of(described(CommonAnalysisModulePlugin.class), described(Netty4ModulePlugin.class));
    }

    private static PluginInfo described(Class<? extends Plugin> plugin) {
        String name = plugin.getName();
        String version = Version.CURRENT.toString();
        return new PluginInfo(name, "of the class path", version, Version.CURRENT, "21", name, null, List.of(), false);
    }
}
