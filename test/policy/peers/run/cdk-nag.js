/*
 * Runs cdk-nag over the programs' CloudFormation templates, and writes a line for each finding: program, rule, resource.
 *
 *   node cdk-nag.js <folder in which aws-cdk-lib and cdk-nag are installed> <folder for cdk.out>
 */
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const { join, resolve } = require("node:path");

const [, , installed, out] = process.argv;
const load = createRequire(join(resolve(installed), "package.json"));
const { App, Stack, Validations } = load("aws-cdk-lib");
const { CfnInclude } = load("aws-cdk-lib/cloudformation-include");
const { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } = load("cdk-nag");

const programs = join(__dirname, "../programs");

for (const program of readdirSync(programs)) {
    const templateFile = join(programs, program, "template.yaml");
    if (!existsSync(templateFile)) continue;
    const outdir = join(resolve(out), program);
    const app = new App({ outdir });
    new CfnInclude(new Stack(app, program), "template", { templateFile });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app), new NIST80053R5Checks(app));
    try {
        app.synth();
    } catch (error) {
        // With findings, the synthesis fails after it has written them.
        if (!existsSync(join(outdir, "validation-report.json"))) throw error;
    }
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, "validation-report.json"), "utf8"));
    for (const { ruleName, violatingConstructs } of pluginReports.flatMap(({ violations = [] }) => violations))
        for (const { constructPath } of violatingConstructs)
            console.log([program, ruleName, constructPath.split("/").at(-1)].join("\t"));
}
