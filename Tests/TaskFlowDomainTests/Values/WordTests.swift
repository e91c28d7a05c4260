internal import TaskFlowDomain
internal import TaskFlowSchema
import Testing

/// The words of the contract, spelled as on the wire.
@Suite struct WordTests {
    @Test func words() {
        #expect(TaskStatus.allCases.map(\.rawValue) == ["pending", "in_progress", "review", "completed", "blocked"])
        #expect(WorkerType.allCases.map(\.rawValue) == ["human", "agent"])
        #expect(ActorType.allCases.map(\.rawValue) == ["human", "agent", "system"])
        #expect(ProjectRole.allCases.map(\.rawValue) == ["owner", "member", "viewer"])
        #expect(ProjectRole.allCases.map(\.mayWork) == [true, true, false])
        #expect(Via.allCases.map(\.rawValue) == ["rest", "mcp", "cli", "web"])
        #expect(CredentialKind.allCases.map(\.rawValue) == ["jwt", "key", "session", "system"])
    }

    @Test func auditActions() {
        let actions = """
            created updated deleted started progressed submitted approved rejected completed blocked unblocked released assigned reopened claimed \
            lease_expired member_added member_removed key_created key_revoked need_added need_removed commented comment_edited \
            comment_deleted link_added link_removed asked answered withdrawn question_expired question_closed imported invited signed_out
            """
        #expect(AuditAction.allCases.map(\.rawValue) == actions.split(separator: " ").map(String.init))
    }

    @Test func errorCodes() {
        let codes = """
            unauthenticated insufficient_scope forbidden not_found method_not_allowed conflict already_exists already_done assigned_to_other \
            open_subtasks not_ready lease_lost claim_limit dependency_cycle delegation_cycle has_dependents already_answered question_closed approval_stale too_large invalid_state precondition_failed payload_too_large \
            validation_failed rate_limited unavailable outcome_unknown internal
            """
        #expect(ErrorCode.allCases.map(\.rawValue) == codes.split(separator: " ").map(String.init))
    }

    /// The keys of what the doors answer, in the contract's order.
    @Test func entities() {
        #expect(
            Project.schema.fields.map(\.name)
                == split("slug name description owner_id review_required task_count created_at updated_at review_by"))
        #expect(Member.schema.fields.map(\.name) == split("worker_id handle name type role joined_at"))
        #expect(
            Worker.schema.fields.map(\.name)
                == split("id handle name type agent_type capabilities created_at last_seen_at max_held holding status"))
        #expect(
            AccessKey.schema.fields.map(\.name) == split("id worker_id name scopes created_at expires_at last_used_at"))
        #expect(
            NewAccessKey.schema.fields.map(\.name)
                == split("id worker_id name scopes created_at expires_at last_used_at key"))
        #expect(Whoami.schema.fields.map(\.name) == split("worker tenant role scopes credential"))
        let audit =
            "id entity_type entity_id task_id project_slug actor_id actor_type action via context request_id timestamp"
        #expect(AuditEntry.schema.fields.map(\.name) == split(audit))
    }

    private func split(_ names: String) -> [String] { names.split(separator: " ").map(String.init) }
}
