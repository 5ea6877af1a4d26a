package io.networkanalytics.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The rules of the house. Each says what to do instead. */
class HouseRulesTest {

    private static final String JOB = "io.networkanalytics.job..";
    private static final String FORWARDER = "io.networkanalytics.forwarder..";
    private static final String MODEL = "io.networkanalytics.model..";
    private static final String SINK_LIBRARY = "io.networkanalytics.clickhouse..";
    private static final String RULES = "io.networkanalytics.rules..";
    private static final String BENCHMARKS = "io.networkanalytics.bench..";

    /** Names of the classes at Flink's rim. */
    private static final List<String> RIM =
            List.of(
                    "Function",
                    "Aggregate",
                    "Source",
                    "Sink",
                    "Writer",
                    "Committer",
                    "Serializer",
                    "Deserializer",
                    "Stage");

    private static final List<String> BANNED_NAMES =
            List.of("Manager", "Helper", "Util", "Utils", "Data", "Info", "Processor", "Impl");

    @Test
    void nothingDependsOnTheJob() {
        noClasses()
                .that()
                .resideOutsideOfPackages(JOB, BENCHMARKS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(JOB)
                .because(
                        "edge, job and API meet in topics and tables, whose names live in sample-model")
                .check(CompiledModules.MAIN);
    }

    @Test
    void forwarderAndJobMeetInTopicsOnly() {
        noClasses()
                .that()
                .resideInAPackage(JOB)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(FORWARDER)
                .because("they meet in topics and tables, whose names live in sample-model")
                .check(CompiledModules.MAIN);
    }

    @Test
    void stagesDoNotKnowEachOther() {
        slices().matching("io.networkanalytics.job.(source|annotate|attack|rollup|sink)..")
                .should()
                .notDependOnEachOther()
                .because(
                        "stages meet in types of sample-model; only the pipeline knows more than one")
                .check(CompiledModules.MAIN);
    }

    @Test
    void flinkStaysAtTheRim() {
        noClasses()
                .that(are("in a stage and not at its rim", HouseRulesTest::inTheCoreOfAStage))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.flink..")
                .because("the core of a stage is plain Java; wrap it in a class named " + RIM)
                .check(CompiledModules.MAIN);
    }

    @Test
    void theModelKnowsNoServer() {
        noClasses()
                .that()
                .resideInAPackage(MODEL)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..", "com.clickhouse..")
                .because("sample-model is the language that all modules share")
                .check(CompiledModules.MAIN);
    }

    @Test
    void theRulesKnowTheModelOnly() {
        noClasses()
                .that()
                .resideInAPackage(RULES)
                .should()
                .dependOnClassesThat(
                        are(
                                "of another module or of a server",
                                c ->
                                        c.getPackageName()
                                                        .matches(
                                                                "io\\.networkanalytics\\.(?!model|rules).*")
                                                || c.getPackageName()
                                                        .matches(
                                                                "(org\\.apache|com\\.clickhouse)\\..*")))
                .because("job, edge and functions for SQL all evaluate the same rules")
                .check(CompiledModules.MAIN);
    }

    @Test
    void theSinkKnowsNoSamples() {
        noClasses()
                .that()
                .resideInAPackage(SINK_LIBRARY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(MODEL, JOB)
                .because("clickhouse-sink is a library of its own")
                .check(CompiledModules.MAIN);
    }

    @Test
    void timeComesIn() {
        DescribedPredicate<JavaClass> notMain =
                are("not a main class", c -> c.tryGetMethod("main", String[].class).isEmpty());
        noClasses()
                .that(notMain)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .because("tests cannot turn a wall clock: take a java.time.Clock")
                .check(CompiledModules.MAIN);
    }

    @Test
    void randomnessComesIn() {
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .because("a failure must be repeatable: take a seed or a RandomGenerator")
                .check(CompiledModules.MAIN);
    }

    @Test
    void testsWaitForConditions() {
        noClasses()
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .because(
                        "a sleep is too long or too short: wait for a condition, with a deadline and a message")
                .check(CompiledModules.TESTS);
    }

    @Test
    void namesSayWhatAThingIs() {
        classes()
                .that()
                .resideInAPackage("io.networkanalytics..")
                .should(not(be(are("named after nothing", HouseRulesTest::hasABannedName))))
                .because(
                        "names ending in "
                                + BANNED_NAMES
                                + " say nothing; see docs/reference/glossary.md")
                .check(CompiledModules.MAIN);
    }

    private static boolean hasABannedName(JavaClass c) {
        return BANNED_NAMES.stream().anyMatch(name -> c.getSimpleName().endsWith(name));
    }

    private static boolean inTheCoreOfAStage(JavaClass c) {
        String name = topLevelName(c);
        boolean stage =
                c.getPackageName()
                        .matches(
                                "io\\.networkanalytics\\.job\\.(source|annotate|attack|rollup|sink).*");
        return stage && !name.equals("package-info") && RIM.stream().noneMatch(name::endsWith);
    }

    private static String topLevelName(JavaClass c) {
        String name = c.getName().substring(c.getPackageName().length() + 1);
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    private static DescribedPredicate<JavaClass> are(
            String description, Predicate<JavaClass> test) {
        return describe(description, test::test);
    }
}
