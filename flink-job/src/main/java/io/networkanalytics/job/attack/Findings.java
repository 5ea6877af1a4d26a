package io.networkanalytics.job.attack;

import io.networkanalytics.model.attack.AttackEvent;
import io.networkanalytics.model.attack.AttackRule;

/** Takes what the detector finds, in the order in which it is found. */
interface Findings {

    void span(AttackSpan span);

    void event(AttackEvent event);

    void rule(AttackRule rule);
}
