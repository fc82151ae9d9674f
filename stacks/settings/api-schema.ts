import { z } from "zod";
import { statement } from "./access-statement";
import { secretForm, secretProblem } from "./api-secrets";
import { architectures } from "./architecture";
import { computeKindNames } from "./compute-kinds";
import { database } from "./database/schema";
import { environment, variable } from "./environment";
import { boolean, checkedString, integer, list, object, oneOf, string } from "./form";
import { publisherNames } from "./http-api/publishers";
import { imageForm, imageReferenceProblem } from "./image-reference";
import { photoPipeline } from "./photo-pipeline/schema";
import { cpuProblem, memoryProblem } from "./quantity";
import { webSocket } from "./web-socket/schema";

// Key attributes are at most 255 bytes long (docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html).
const attribute = string("a name of letters, digits, _, - and .", /^[A-Za-z0-9_.-]{1,255}$/);

const table = object({
    partitionKey: attribute.describe("Attribute of the partition key, a string."),
    sortKey: attribute.optional().describe("Attribute of the sort key, a string. Default: none."),
});

const pathForm = "a path that begins with /";
const probedPath = string(pathForm, /^\/[^\s#]*$/);

// A URI path (RFC 3986) of at most 1,024 characters (HealthCheckPath in the API reference of CreateTargetGroup).
const healthCheckPath = checkedString(pathForm, (value) => {
    if (!value.startsWith("/")) return pathForm;
    const isValid = /^\/[\w\-.~!$&'()*+,;=:@%/?]{0,1023}$/.test(value);
    return isValid ? undefined : "at most 1024 characters of a URL's path, as Elastic Load Balancing accepts no others";
});

const mediaTypeForm = "a media type without parameters in lower case such as image/png, or */*";

// API Gateway would pass the bodies of JSON unvalidated. Whether it knows wildcards such as image/* is unconfirmed.
const binaryMediaType = string(
    mediaTypeForm,
    /^(\*\/\*|[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126})$/,
).refine((value) => !/\/([^/]*\+)?json$/.test(value), {
    error: "a media type other than JSON, whose bodies API Gateway validates as text",
});

const secretsForm = "a map from the name of a variable to the ARN of a secret, or to an encrypted value";

const secrets = z
    .record(variable, checkedString(secretForm, secretProblem), { error: secretsForm })
    .meta({ form: secretsForm });

const instanceType = string("an EC2 instance type such as t4g.small", /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/);
const amiId = string("the id of an AMI such as ami-0123456789abcdef0, or latest", /^(ami-[0-9a-f]{8,17}|latest)$/);

/** The form of a port, for messages. */
export const portForm = "a port from 1 to 65535";

const targetsForm = "a map from a name in integrations.yaml to the ARN of an existing resource";

const targets = z
    .record(string("a name in integrations.yaml", /^[a-z0-9.-]+$/), string("an ARN", /^arn:aws[a-z-]*:\S+$/), {
        error: targetsForm,
    })
    .meta({ form: targetsForm });

/** The settings of an API: an entry of `gatehouse:apis`. */
export const api = object({
    image: checkedString(imageForm, imageReferenceProblem)
        .optional()
        .describe(
            "Image to run, by digest or tag; on Lambda one in a private ECR repository of the same region. Either this or `build`.",
        ),
    build: string("a folder below the project, such as app/pictures", /^(?!\/)(?!.*\.\.).+$/)
        .optional()
        .describe("Folder with a Dockerfile, built and pushed to a private ECR repository. Either this or `image`."),
    runsOn: oneOf(computeKindNames)
        .default("kubernetes")
        .describe(
            "Where it runs; on `gateway` it has no server, and `app/<name>/integrations.yaml` answers each operation.",
        ),
    publishedBy: oneOf(publisherNames)
        .default("rest")
        .describe(
            "What publishes it: `rest`, the REST API, or `http`, the HTTP API, which costs less, has no cache, and leaves keys to a function. Only APIs on Fargate can be published by `http`.",
        ),
    exposure: oneOf(["own", "shared"])
        .default("own")
        .describe(
            "`own`: a load balancer and a VPC link for this API alone. `shared`: an nginx gateway with one load balancer and one link for all such APIs of the stack.",
        ),
    port: integer(portForm, 1, 65535)
        .optional()
        .describe("Port that the container listens on; required where one runs."),
    replicas: integer("an integer from 1 to 1000", 1, 1000)
        .default(2)
        .describe("Minimum number of pods, tasks or machines."),
    maxReplicas: integer("an integer from 1 to 1000", 1, 1000)
        .optional()
        .describe(
            "Maximum number of pods, tasks or machines that the autoscaler starts. Default: three times `replicas`.",
        ),
    cpu: checkedString('a Kubernetes quantity such as "250m"', cpuProblem)
        .default("250m")
        .describe("CPU request of a pod, or CPU of a task."),
    memory: checkedString('a Kubernetes quantity such as "256Mi"', memoryProblem)
        .optional()
        .describe(
            "Memory request and limit of a pod, or memory of a task or function. Default: `256Mi`; on Fargate, which has certain pairs of CPU and memory only, the least for `cpu`. A function has from 128Mi to 10240Mi.",
        ),
    architecture: oneOf(architectures)
        .optional()
        .describe(
            "Architecture of the image and of what runs it; arm64 is AWS Graviton. Default: `cluster.architecture`, or amd64 without a cluster.",
        ),
    instanceType: instanceType
        .optional()
        .describe("EC2 instance type of the machines. Default: `t3.small`, or `t4g.small` for arm64."),
    amiId: amiId
        .optional()
        .describe(
            "Image of the machines' operating system, which must be Amazon Linux 2023: its id, or `latest` for the newest one at each `pulumi up`. Another image replaces the machines. Default: the newest one when the API is created, which then stays.",
        ),
    provisionedConcurrency: integer("an integer from 0 to 500", 0, 500)
        .default(0)
        .describe(
            "Instances of the function that are kept ready at each stage, and billed, so that no call waits for a cold start.",
        ),
    tracing: boolean()
        .optional()
        .describe(
            "Trace the calls of the function with AWS X-Ray, as `gateway.tracing` does those of the stage. Write false to turn it off again. Default: off.",
        ),
    livenessPath: probedPath.default("/healthz").describe("Path that returns 200 while the process is alive."),
    healthPath: healthCheckPath
        .optional()
        .describe(
            "Path that returns 200 while the API can serve requests; the load balancer checks it, or the Lambda Web Adapter. Default: `/readyz`.",
        ),
    readinessPath: healthCheckPath.optional().describe("Former name of `healthPath`."),
    environment: environment
        .default({})
        .describe(
            "Environment variables of the container, besides those that Gatehouse sets: `PORT`, `CORS_ALLOW_ORIGIN` with `gateway.cors`, `TABLE_NAME` with `table`, `DATABASE_…` with `database`, and `AWS_REGION` with `table`, `database` or `access`. They are not secret.",
        ),
    secrets: secrets
        .default({})
        .describe(
            "Environment variables whose values are secret: the ARN of a secret in AWS Secrets Manager, or a value, which the stack stores there for Fargate and EC2. A Kubernetes Secret or the configuration of a function contains the value itself. Encrypt a value in the stack's file with `pulumi config set --secret --path 'gatehouse:apis.<name>.secrets.<VARIABLE>'`: the commands here reject plain text.",
        ),
    access: list(
        "a list of statements such as { actions: [s3:GetObject], resources: [arn:aws:s3:::photos/*] }",
        statement,
    )
        .default([])
        .describe("What the API may do at AWS, besides using its table and its database."),
    binaryMediaTypes: list("a list of media types such as [image/png], or [*/*]", binaryMediaType)
        .optional()
        .describe(
            "Media types whose bodies API Gateway passes as bytes, besides those of the document; it would read any other body as UTF-8. They apply to every API of the stack. Default: none.",
        ),
    targets: targets
        .default({})
        .describe(
            "Existing queues, topics, streams, state machines, tables, event buses and buckets, by the name in `app/<name>/integrations.yaml`, in place of those that the stack creates for these names.",
        ),
    table: table
        .optional()
        .describe(
            "DynamoDB table that only this API reads and writes; its name is in `TABLE_NAME`. Default: none. Changing a key replaces the table, and its data is lost.",
        ),
    database: database
        .optional()
        .describe(
            "Relational database that only this API can log in to, with a token of IAM instead of a password; `DATABASE_HOST` and others say where it is. Default: none.",
        ),
    photoPipeline: photoPipeline
        .optional()
        .describe(
            "What stores and processes the photos that clients upload: a private bucket, a queue, functions, a table, a topic and a state machine. Default: none.",
        ),
    webSocket: webSocket
        .optional()
        .describe(
            "A WebSocket API beside the API's operations, through which clients are told what happens. `app/<name>/websocket.yaml` has its own routes. Default: none.",
        ),
});

/** Path that tells the load balancer of an API whether a target can serve. */
export function healthPathOf({
    healthPath,
    readinessPath,
}: Partial<Pick<z.output<typeof api>, "healthPath" | "readinessPath">>): string {
    return healthPath ?? readinessPath ?? "/readyz";
}
