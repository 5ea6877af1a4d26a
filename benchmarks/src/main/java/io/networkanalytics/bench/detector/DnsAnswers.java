package io.networkanalytics.bench.detector;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** How answers to the questions begin that attackers ask name servers. */
final class DnsAnswers {

    private static final String[] NAMES = {
        "isc.org", "sl", "doj.gov", "peacecorps.gov", "pizza.it"
    };

    /** ANY, RRSIG, TXT. */
    private static final int[] TYPES = {255, 46, 16};

    private DnsAnswers() {}

    /** The answer to one question, whose id varies. */
    static PrefixTemplate template(RandomGenerator seeded) {
        String name = NAMES[seeded.nextInt(NAMES.length)];
        StringBuilder text = new StringBuilder("?? ?? ");
        // An answer; recursion is available; or it is authoritative; or it was cut.
        text.append(new String[] {"81 80", "85 80", "83 80"}[seeded.nextInt(3)]);
        text.append(
                String.format(Locale.ROOT, " 00 01 00 %02x 00 00 00 01", seeded.nextInt(4, 40)));
        for (String label : name.split("\\.", -1)) {
            text.append(String.format(Locale.ROOT, " %02x '%s'", label.length(), label));
        }
        text.append(
                String.format(
                        Locale.ROOT, " 00 00 %02x 00 01", TYPES[seeded.nextInt(TYPES.length)]));
        return PrefixTemplate.of(text.toString());
    }
}
