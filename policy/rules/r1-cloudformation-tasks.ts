import { type Plain, UNKNOWN } from "../resource";
import { isList } from "../value";
import { at, type JudgedType, same } from "./r1-cloudformation-property";

// ECS says "ENABLED" or "DISABLED", its default.
function isAssigned(own: Plain, ...path: readonly string[]): boolean {
    const value = at(own, ...path);
    return value !== null && value !== "DISABLED";
}

// What starts tasks is judged as a service that runs them.
const tasks = (assigned: (own: Plain) => Plain): JudgedType => ({
    type: "aws:ecs/service:Service",
    wanted: 'assignPublicIp "DISABLED"',
    translate: (own) => ({ networkConfiguration: { assignPublicIp: assigned(own) } }),
});

const network = ["networkConfiguration", "awsvpcConfiguration", "assignPublicIp"];

/** Types of CloudFormation that say what tasks run, and where. */
export const judgedTasks: Readonly<Record<string, JudgedType>> = {
    "AWS::ECS::Service": tasks((own) => isAssigned(own, ...network)),
    "AWS::ECS::TaskSet": tasks((own) => isAssigned(own, ...network)),
    "AWS::Scheduler::Schedule": tasks((own) => isAssigned(own, "target", "ecsParameters", ...network)),
    "AWS::Pipes::Pipe": tasks((own) => isAssigned(own, "targetParameters", "ecsTaskParameters", ...network)),
    "AWS::Events::Rule": tasks((own) => {
        const targets = at(own, "targets");
        // Events alone writes "AwsVpcConfiguration".
        const path = ["ecsParameters", "networkConfiguration", "awsVpcConfiguration", "assignPublicIp"];
        if (targets === null) return null;
        return isList(targets) ? targets.map((target) => isAssigned(target, ...path)) : UNKNOWN;
    }),
    "AWS::ECS::TaskDefinition": {
        type: "aws:ecs/taskDefinition:TaskDefinition",
        wanted: "containers that run no tunnel",
        translate: same("containerDefinitions"),
    },
    "AWS::Batch::JobDefinition": {
        type: "aws:batch/jobDefinition:JobDefinition",
        wanted: "containers that run no tunnel, and no public addresses",
        translate: same("containerProperties", "ecsProperties", "eksProperties", "nodeProperties"),
    },
};
