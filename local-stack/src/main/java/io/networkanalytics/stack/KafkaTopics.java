package io.networkanalytics.stack;

import io.networkanalytics.model.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the project on one broker. */
public final class KafkaTopics {
    private static final int TIMEOUT_SECONDS = 30;

    private KafkaTopics() {}

    /**
     * Creates the topics of {@link Topics} that are not there. Those with samples and dead letters
     * get {@code partitions} partitions; the others get one, since their order matters and they are
     * small.
     *
     * @return names of the topics created now
     * @throws StackException if the broker refuses or does not answer
     */
    public static List<String> create(String bootstrap, int partitions) {
        try (Admin admin = admin(bootstrap)) {
            Set<String> existing =
                    admin.listTopics().names().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            List<NewTopic> topics = new ArrayList<>();
            for (String name : Topics.ALL) {
                if (!existing.contains(name)) {
                    topics.add(topic(name, partitions));
                }
            }
            admin.createTopics(topics).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return topics.stream().map(NewTopic::name).toList();
        } catch (ExecutionException | TimeoutException e) {
            throw new StackException("Topics cannot be created on " + bootstrap + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("Interrupted while creating topics", e);
        }
    }

    private static NewTopic topic(String name, int partitions) {
        boolean compacted = Topics.COMPACTED.contains(name);
        boolean ordered = compacted || name.equals(Topics.ATTACK_EVENTS);
        return new NewTopic(name, ordered ? 1 : partitions, (short) 1)
                .configs(
                        Map.of(
                                TopicConfig.CLEANUP_POLICY_CONFIG,
                                compacted
                                        ? TopicConfig.CLEANUP_POLICY_COMPACT
                                        : TopicConfig.CLEANUP_POLICY_DELETE));
    }

    static Admin admin(String bootstrap) {
        return Admin.create(
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000",
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000",
                        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, "200"));
    }
}
