/** The machines that an agent runs on. */
export interface ObservedMachines {
    /** Name of the API. */
    readonly name: string;
    /** Namespace of the metrics in CloudWatch. */
    readonly namespace: string;
    /** Name of the log group of the API. */
    readonly logGroup: string;
}

/** Command of the CloudWatch agent's package that reads a configuration and starts the agent. */
export const agentCommand =
    "/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:";

/** Log of the first start of a machine, which tells why an API does not run. */
export const startLog = "/var/log/cloud-init-output.log";

/**
 * Configuration of the CloudWatch agent: the memory and the disk of the machines, which EC2 does not measure, and the log of their
 * start. All machines of an API share two metrics, as each combination of dimensions is billed as a metric
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html).
 */
export function agentConfiguration({ name, namespace, logGroup }: ObservedMachines): object {
    const measured = { measurement: ["used_percent"], append_dimensions: { Api: name } };
    return {
        agent: { metrics_collection_interval: 60, omit_hostname: true },
        metrics: {
            namespace,
            metrics_collected: { mem: measured, disk: { ...measured, resources: ["/"], drop_device: true } },
        },
        logs: {
            logs_collected: {
                files: {
                    collect_list: [
                        {
                            file_path: startLog,
                            log_group_name: logGroup,
                            log_stream_name: `${name}/{instance_id}/start`,
                        },
                    ],
                },
            },
        },
    };
}
