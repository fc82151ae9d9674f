import assert from "node:assert/strict";
import { lateComponents, lateParts } from "../../../policy/pack/late-parts";
import { type Resource, stackOf, UNKNOWN } from "../../../policy/reading/resource";
import { plainResource } from "../plain-resource";

const component = (name: string): Resource =>
    plainResource("aws-apigateway:index:RestAPI", name, {}, { isComponent: true });
const part = (token: string, name: string, parent = "app", props: Resource["props"] = {}): Resource =>
    plainResource(
        `aws:apigateway/${token.charAt(0).toLowerCase()}${token.slice(1)}:${token}`,
        name,
        { restApi: UNKNOWN, ...props },
        { parent },
    );
const api = (name: string, parent = "app") =>
    plainResource("aws:apigateway/restApi:RestApi", name, { name }, { parent });

const preview = stackOf([component("app"), component("other"), api("previewed")]);
const late = (sent: readonly Resource[], causes: readonly string[] = ["app"]) =>
    lateParts(preview, lateComponents(preview, new Set(causes)), sent);
const namesOf = (parts: readonly Resource[]): readonly string[] => parts.map(({ name }) => name);

describe("The parts of an API that an update registers later", () => {
    it("are those of a component that decides, which the preview did not show", () => {
        const sent = [
            api("api"),
            api("elsewhere", "other"),
            api("previewed"),
            plainResource("aws:s3/bucket:Bucket", "b"),
        ];
        assert.deepEqual(namesOf(late(sent)), ["api"]);
        assert.deepEqual(namesOf(late(sent, ["app", "other"])), ["api", "elsewhere"]);
        assert.deepEqual(late(sent, []), []);
        assert.deepEqual(late(sent, ["previewed"]), []);
        assert.deepEqual(late([]), []);
    });

    it("refer to the only API and deployment of their component, and have no id yet", () => {
        const stage = part("Stage", "stage", "app", { deployment: UNKNOWN });
        const [, , ofStage] = late([api("api"), part("Deployment", "deployment"), stage, api("elsewhere", "other")]);
        assert.deepEqual(ofStage?.propertyDependencies, { restApi: ["api"], deployment: ["deployment"] });
        assert.deepEqual(ofStage?.outputs, { id: UNKNOWN });
    });

    it("refer to nothing that they do not name, that is not there, or that could be several", () => {
        const ofLast = (...sent: readonly Resource[]) => late(sent).at(-1)?.propertyDependencies;
        assert.deepEqual(ofLast(api("api"), part("Deployment", "deployment"), part("Stage", "stage")), {
            restApi: ["api"],
        });
        assert.deepEqual(ofLast(part("Stage", "stage", "app", { deployment: UNKNOWN })), {});
        assert.deepEqual(ofLast(api("api"), api("second"), part("Stage", "stage")), {});
        assert.deepEqual(ofLast(part("Stage", "stage"), api("api")), {});
    });
});
