package dev.levee.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.levee", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule servicesDoNotDependOnEachOther = slices().matching(
                    "dev.levee.(ingest|evaluator|executor|audit)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule servicesDependOnContractsOnly = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.levee.ingest..", "dev.levee.evaluator..", "dev.levee.executor..", "dev.levee.audit..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.levee.sandbox..", "dev.levee.cli..");

    @ArchTest
    static final ArchRule contractsDependOnNoService = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.levee.schemas..", "dev.levee.rulebook..", "dev.levee.cloud..", "dev.levee.service..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.levee.ingest..",
                    "dev.levee.evaluator..",
                    "dev.levee.executor..",
                    "dev.levee.audit..",
                    "dev.levee.sandbox..",
                    "dev.levee.cli..");

    @ArchTest
    static final ArchRule theRulebookKnowsNoCloudClient = noClasses()
            .that()
            .resideInAPackage("dev.levee.rulebook..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "dev.levee.cloud..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule theLocalCloudKnowsNothingOfLeveeButTheCloudApi = noClasses()
            .that()
            .resideInAPackage("dev.levee.sandbox.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.levee.schemas..", "dev.levee.rulebook..", "dev.levee.service..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("dev.levee.(*).(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule loggingGoesThroughSlf4j = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.commons.logging..");

    @ArchTest
    static final ArchRule nothingIsCalledUtilOrCommon =
            classes().should().resideOutsideOfPackages("..util..", "..common..", "..helper..", "..shared..");
}
