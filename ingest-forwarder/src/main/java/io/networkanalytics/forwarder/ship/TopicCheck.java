package io.networkanalytics.forwarder.ship;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Asks Kafka for the topics before anything is shipped, so that a missing one is an error and no
 * endless wait.
 */
public final class TopicCheck {

    private TopicCheck() {}

    /**
     * @param topics all must exist
     * @return partitions of the first
     * @throws ShippingStoppedException if one is missing, or Kafka does not answer in time
     */
    public static int partitions(KafkaSettings settings, Duration patience, List<String> topics) {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        int millis = (int) Math.min(Integer.MAX_VALUE, patience.toMillis());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, 10_000));
        try (Admin admin = Admin.create(properties)) {
            Map<String, TopicDescription> found =
                    admin.describeTopics(topics).allTopicNames().get();
            return found.get(topics.get(0)).partitions().size();
        } catch (ExecutionException e) {
            throw new ShippingStoppedException(
                    message(settings, patience, topics, e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShippingStoppedException("stopped while waiting for " + settings, e);
        }
    }

    private static String message(
            KafkaSettings settings, Duration patience, List<String> topics, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "one of the topics "
                    + topics
                    + " does not exist at "
                    + settings
                    + ". Nothing was shipped. Create the topics (bin/stack does it for the local stack) and start again.";
        }
        return settings
                + " did not answer within "
                + patience.toSeconds()
                + " s: "
                + cause
                + ". Nothing was shipped. Check kafka.bootstrapServers and that Kafka runs.";
    }
}
