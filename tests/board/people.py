"""Teachers and students, who ask the board as pages do."""

from itertools import count


class Board:
    """A server, asked by its addresses."""

    def __init__(self, client):
        self.client = client

    def ask(self, call, /, **sent):
        """The status and the answer."""
        answer = self.client.post(f"/board/{call}", json=sent)
        return answer.status_code, answer.get_json()

    def good(self, call, /, **sent):
        """The answer of a call that is allowed."""
        status, told = self.ask(call, **sent)
        assert status == 200, told
        return told

    def opened(self, **rules):
        """A new class, by its teacher."""
        return Teacher(self, self.good("open", **rules))


class Teacher:
    def __init__(self, board, told):
        self.board, self.code, self.expires = board, told["code"], told["expires"]
        self.right = {"class_id": told["class_id"], "secret": told["secret"]}

    def does(self, call, /, **sent):
        return self.board.good(call, **self.right, **sent)

    def sees(self, since=0):
        return self.does("look", since=since)

    def student(self):
        return Student(self.board, self.board.good("join", code=self.code))


class Student:
    def __init__(self, board, told):
        self.board, self.told, self.name = board, told, told["name"]
        self.right = {"seat": told["seat"], "secret": told["secret"]}
        self.keys = (f"answer-{n}" for n in count())

    def sends(self, *answers, **sent):
        answers = [{"key": next(self.keys), "kind": "choice", **answer} for answer in answers]
        return self.board.good("sync", **self.right, answers=answers, **sent)
